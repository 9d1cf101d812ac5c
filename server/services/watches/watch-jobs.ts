/** Jobs by which watches hear of what happened; each is added in the transaction that makes it necessary. */
import { sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { jsonParam } from "#server/db/rows.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { Instant } from "#server/domain/time.ts";

/** The task that has every watch of a crossing judge what is new there; see server/jobs. */
export const JUDGE_CROSSING_TASK = "judge_crossing";
/** The task that looks at one watch because its time has come. */
export const WAKE_WATCH_TASK = "wake_watch";
/** A database whose clock runs ahead of ours must not have a watch looked at without end. */
const WAKE_PACE = sql.raw("interval '1 second'");
/** The task that mails the confirmation of one request. */
export const MAIL_REQUEST_TASK = "mail_watch_request";

/**
 * Has the watches of these crossings judge what is new, after commit. One job a crossing waits at most; where nobody
 * watches anything there is none.
 */
export async function askWatches(
  tx: Transaction,
  crossingIds: readonly CrossingId[],
): Promise<void> {
  await tx.execute(sql`
    select graphile_worker.add_job(${JUDGE_CROSSING_TASK}, json_build_object('crossingId', k.id),
      job_key := ${JUDGE_CROSSING_TASK} || ' ' || k.id)
    from (select jsonb_array_elements_text(${jsonParam(crossingIds)}) as id) k
    where exists (select from watches where ended_at is null and parked_at is null)`);
}

/** Has a watch looked at when its time comes. */
export async function wakeWatch(tx: Transaction, watchId: string, at: Instant): Promise<void> {
  await tx.execute(sql`
    select graphile_worker.add_job(${WAKE_WATCH_TASK}, json_build_object('watchId', ${watchId}::text),
      run_at := greatest(${at}::timestamptz, now() + ${WAKE_PACE}), job_key := ${WAKE_WATCH_TASK} || ' ' || ${watchId}::text)`);
}
