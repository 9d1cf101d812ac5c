import { sql } from "drizzle-orm";
import type { Database, Transaction } from "#server/db/client.ts";
import type { Instant } from "#server/domain/time.ts";

/** The task that asks one feed; see server/jobs. */
export const POLL_FEED_TASK = "poll_feed";

/** One job a feed, whoever asks for it. */
export async function scheduleFeed(
  database: Database | Transaction,
  feedId: string,
  at: Instant,
): Promise<void> {
  await database.execute(sql`
    select graphile_worker.add_job(${POLL_FEED_TASK}, json_build_object('feedId', ${feedId}::text),
      job_key := ${POLL_FEED_TASK} || ' ' || ${feedId}::text,
      run_at := greatest(${at}::timestamptz, now()), max_attempts := 3)`);
}

/** Feeds whose turn has passed and that wait for nothing: after a start, or when a process died in the middle. */
export async function scheduleOverdueFeeds(database: Database, now: Instant): Promise<void> {
  await database.execute(sql`
    select graphile_worker.add_job(${POLL_FEED_TASK}, json_build_object('feedId', f.id),
      job_key := ${POLL_FEED_TASK} || ' ' || f.id, job_key_mode := 'preserve_run_at', max_attempts := 3)
    from feeds f
    where f.parked_at is null and f.next_try_at <= ${now}::timestamptz`);
}
