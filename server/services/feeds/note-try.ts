/** What one try of a feed came to, written down together with the next one. */
import { sql } from "drizzle-orm";
import type { Database, Transaction } from "#server/db/client.ts";
import { jsonParam } from "#server/db/rows.ts";
import { type FeedRun, nextTryAt, PARK_AFTER_FAILURES } from "#server/domain/feed.ts";
import type { Instant } from "#server/domain/time.ts";
import type { Feed } from "./feed-rows.ts";
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

async function noteSuccess(
  tx: Transaction,
  feed: Feed,
  outcome: Exclude<Try, { kind: "failed" }>,
  now: Instant,
): Promise<void> {
  const { etag, lastModified, bodyHash } = outcome.validators ?? feed;
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

/**
 * @param feed as it was read when the try began
 * @param random in `[0, 1)`
 */
export async function noteTry(
  database: Database,
  {
    feed,
    outcome,
    now,
    random,
  }: Readonly<{ feed: Feed; outcome: Try; now: Instant; random: number }>,
): Promise<void> {
  const failures = outcome.kind === "failed" ? feed.failures + 1 : 0;
  const { intervalMinutes } = feed;
  const usual = nextTryAt(now, { intervalMinutes, failures, random });
  const asked = outcome.kind === "failed" ? outcome.retryAt : null;
  const next = asked !== null && asked > usual ? asked : usual;
  await database.transaction(async (tx) => {
    if (outcome.kind === "failed") {
      const isParked = outcome.isFinal || failures >= PARK_AFTER_FAILURES;
      const reason = outcome.reason.slice(0, MAX_REASON);
      await tx.execute(sql`
        update feeds set last_tried_at = ${now}::timestamptz, failures = ${failures}, last_problem = ${reason},
          parked_at = case when ${isParked} then ${now}::timestamptz end,
          parked_reason = case when ${isParked} then ${reason}::text end
        where id = ${feed.id}`);
      if (isParked) return;
    } else await noteSuccess(tx, feed, outcome, now);
    await tx.execute(
      sql`update feeds set next_try_at = ${next}::timestamptz where id = ${feed.id}`,
    );
    if (feed.isEnabled) await scheduleFeed(tx, feed.id, next);
  });
}
