/** What one try of a feed came to, written down together with the next one. */
import { sql } from "drizzle-orm";
import type { Database, Transaction } from "#server/db/client.ts";
import { jsonParam } from "#server/db/rows.ts";
import { type FeedRun, nextTryAt, PARK_AFTER_FAILURES } from "#server/domain/feed.ts";
import type { Instant } from "#server/domain/time.ts";
import { type Feed, getFeed } from "./feed-rows.ts";
import { scheduleFeed } from "./schedule-feed.ts";

/** What its server sent, to be sent back. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly bodyHash: string | null;
}

export type Try =
  /** 304, or the very same body again. */
  | { readonly kind: "unchanged"; readonly validators?: Validators }
  | {
      readonly kind: "read";
      readonly validators: Validators;
      readonly run: FeedRun;
      /** The newest instant that the data speaks of. */
      readonly dataAt: Instant | null;
    }
  /** `isFinal`: asking again would not help. `retryAt`: the server said when. */
  | {
      readonly kind: "failed";
      readonly reason: string;
      readonly isFinal: boolean;
      readonly retryAt: Instant | null;
    };

const MAX_REASON = 300;

/** Of a feed that was changed while it was asked, the answer is forgotten: it is to be read anew by what holds now. */
const NOTHING_KNOWN: Validators = { etag: null, lastModified: null, bodyHash: null };

async function noteSuccess(
  tx: Transaction,
  { feed, isSame }: { readonly feed: Feed; readonly isSame: boolean },
  outcome: Exclude<Try, { kind: "failed" }>,
  now: Instant,
): Promise<void> {
  const { etag, lastModified, bodyHash } = isSame ? (outcome.validators ?? feed) : NOTHING_KNOWN;
  await tx.execute(sql`
    update feeds set last_tried_at = ${now}::timestamptz, last_ok_at = ${now}::timestamptz, failures = 0,
      last_problem = null, etag = ${etag}, last_modified = ${lastModified}, body_hash = ${bodyHash}
    where id = ${feed.id}`);
  if (outcome.kind === "unchanged") return;
  await tx.execute(sql`
    update feeds set last_changed_at = ${now}::timestamptz, last_run = ${jsonParam(outcome.run)},
      data_at = greatest(data_at, ${outcome.dataAt}::timestamptz)
    where id = ${feed.id}`);
}

/** Whether it is asked and read in the same way; what each try itself writes is not looked at. */
const asked = ({ url, settings, etag, lastModified, bodyHash }: Feed): string =>
  JSON.stringify([url, settings, etag, lastModified, bodyHash]);

/**
 * Writes down a try that began with a feed as it was then. What somebody did to the feed meanwhile stands: a park, other
 * places, another time at which it is asked.
 * @param feed as it was read when the try began
 * @param random in `[0, 1)`
 */
export async function noteTry(
  database: Database,
  {
    feed: before,
    outcome,
    now,
    random,
  }: Readonly<{ feed: Feed; outcome: Try; now: Instant; random: number }>,
): Promise<void> {
  await database.transaction(async (tx) => {
    await tx.execute(sql`select id from feeds where id = ${before.id} for update`);
    const feed = await getFeed(tx, before.id);
    const failures = outcome.kind === "failed" ? feed.failures + 1 : 0;
    if (outcome.kind === "failed") {
      const reason = outcome.reason.slice(0, MAX_REASON);
      const isParked = outcome.isFinal || failures >= PARK_AFTER_FAILURES;
      await tx.execute(sql`
        update feeds set last_tried_at = ${now}::timestamptz, failures = ${failures}, last_problem = ${reason}
        where id = ${feed.id}`);
      if (isParked) {
        await tx.execute(sql`
          update feeds set parked_at = ${now}::timestamptz, parked_reason = ${reason}
          where id = ${feed.id} and parked_at is null`);
        return;
      }
    } else await noteSuccess(tx, { feed, isSame: asked(feed) === asked(before) }, outcome, now);
    if (feed.parkedAt !== null || feed.nextTryAt !== before.nextTryAt) return;
    const { intervalMinutes } = feed;
    const usual = nextTryAt(now, { intervalMinutes, failures, random });
    const wished = outcome.kind === "failed" ? outcome.retryAt : null;
    const next = wished !== null && wished > usual ? wished : usual;
    await tx.execute(
      sql`update feeds set next_try_at = ${next}::timestamptz where id = ${feed.id}`,
    );
    await scheduleFeed(tx, feed.id, next);
  });
}
