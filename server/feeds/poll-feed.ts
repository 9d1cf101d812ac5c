/** Asks one feed once: fetch, read, hand over, write down how it went and when the next time is. */
import { hash } from "node:crypto";
import type { Database } from "#server/db/client.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { DomainError } from "#server/domain/errors.ts";
import { faultText } from "#server/domain/fault.ts";
import type { FeedReading } from "#server/domain/feed.ts";
import { readRetryAfter } from "#server/domain/retry-after.ts";
import { addMs, type Instant, MINUTE_MS, toMs } from "#server/domain/time.ts";
import type { Log } from "#server/log.ts";
import { listCrossings } from "#server/services/crossings/find-crossings.ts";
import { acceptReading } from "#server/services/feeds/accept-reading.ts";
import { type Feed, getFeed } from "#server/services/feeds/feed-rows.ts";
import { noteTry, type Try } from "#server/services/feeds/note-try.ts";
import type { AddressRules } from "#server/webhooks/address-rules.ts";
import { type FetchGuarded, type FetchOutcome, fetchGuarded } from "./fetch/fetch-guarded.ts";
import type { CrossingOf } from "./mapped/read-mapped.ts";
import { readBody } from "./read-body.ts";

export interface FeedNetwork {
  readonly rules: AddressRules;
  /** Who we say that we are. */
  readonly userAgent: string;
  readonly fetch?: FetchGuarded;
}

export interface PollOptions {
  readonly database: Database;
  readonly network: FeedNetwork;
  readonly now: Instant;
  /** In `[0, 1)`. */
  readonly random: number;
  readonly log: Log;
}

const ACCEPT: Readonly<Record<Feed["kind"], string>> = {
  cbp_bwt: "application/json",
  mapped_csv: "text/csv, text/plain;q=0.8",
  mapped_geojson: "application/geo+json, application/json;q=0.9",
};

/** No sooner than in a minute, whatever it says. */
function retryAt(retryAfter: string | null, now: Instant): Instant | null {
  const ms = readRetryAfter(retryAfter, toMs(now));
  return ms === 0 ? null : addMs(now, Math.max(ms, MINUTE_MS));
}

/** The word for a place as the admin set it, else the crossing's own id. */
export function crossingFinder(
  feed: Pick<Feed, "settings">,
  crossings: readonly Crossing[],
): CrossingOf {
  const byId = new Map(crossings.map((crossing) => [crossing.id, crossing]));
  return (place) => byId.get(feed.settings.places[place] ?? place) ?? null;
}

export const askFeed = (
  feed: Pick<Feed, "url" | "kind" | "etag" | "lastModified">,
  { rules, userAgent, fetch = fetchGuarded }: FeedNetwork,
): Promise<FetchOutcome> =>
  fetch({
    url: feed.url,
    accept: ACCEPT[feed.kind],
    userAgent,
    etag: feed.etag,
    lastModified: feed.lastModified,
    rules,
  });

async function tryFeed(feed: Feed, { database, network, now }: PollOptions): Promise<Try> {
  const answer = await askFeed(feed, network);
  if (answer.kind === "unchanged") return { kind: "unchanged" };
  if (answer.kind === "failed") {
    const { reason, isFinal } = answer;
    return { kind: "failed", reason, isFinal, retryAt: retryAt(answer.retryAfter, now) };
  }
  const { body, contentType, etag, lastModified } = answer;
  const validators = { etag, lastModified, bodyHash: hash("sha256", body) };
  if (validators.bodyHash === feed.bodyHash) return { kind: "unchanged", validators };
  const crossings = await listCrossings(database, now);
  let reading: FeedReading;
  try {
    reading = await readBody(
      { kind: feed.kind, body, contentType },
      { mapping: feed.settings.mapping, crossingOf: crossingFinder(feed, crossings), now },
    );
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return { kind: "failed", reason: error.message, isFinal: false, retryAt: null };
  }
  const { run, dataAt } = await acceptReading(database, { feed, reading, now });
  return { kind: "read", validators, run, dataAt };
}

/**
 * @returns what it came to; null: the feed is parked or gone
 */
export async function pollFeed(feedId: string, options: PollOptions): Promise<Try | null> {
  const { database, now, random, log } = options;
  const feed = await getFeed(database, feedId).catch((error: unknown) => {
    if (error instanceof DomainError) return null;
    throw error;
  });
  if (feed === null || feed.parkedAt !== null) return null;
  let outcome: Try;
  try {
    outcome = await tryFeed(feed, options);
  } catch (error) {
    // A bug of ours, met with this feed's data: it counts as this feed's failure, so that it cannot go on for ever.
    log.error("a feed could not be read", { feed: feedId, error });
    outcome = {
      kind: "failed",
      reason: faultText("unreadable"),
      isFinal: false,
      retryAt: null,
    };
  }
  await noteTry(database, { feed, outcome, now, random });
  if (outcome.kind === "failed")
    log.warn("a feed failed", { feed: feedId, reason: outcome.reason });
  return outcome;
}

export const feedUserAgent = (publicUrl: string): string => `Gatewatch (+${publicUrl})`;
