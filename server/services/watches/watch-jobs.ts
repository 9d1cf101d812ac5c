/** Jobs by which watches hear of what happened; each is added in the transaction that makes it necessary. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#server/db/client.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
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

/** Has each of these watches looked at when its time comes. */
export async function wakeWatches(
  tx: Transaction,
  wakes: readonly { readonly watchId: string; readonly at: Instant }[],
): Promise<void> {
  if (wakes.length === 0) return;
  await tx.execute(sql`
    select graphile_worker.add_job(${WAKE_WATCH_TASK}, json_build_object('watchId', w."watchId"),
      run_at := greatest(w.at, now() + ${WAKE_PACE}), job_key := ${WAKE_WATCH_TASK} || ' ' || w."watchId")
    from jsonb_to_recordset(${jsonParam(wakes)}) as w("watchId" text, at timestamptz)`);
}

/** A watch whose time has come, and the job that waits to look at it. */
export interface DueWatch {
  readonly watchId: string;
  readonly jobId: string;
}

/** The watches whose time came first, as far as nobody has begun with them. */
export async function listDue(tx: Transaction, most: number): Promise<DueWatch[]> {
  const rows = await selectRows(
    tx,
    z.object({ id: z.coerce.string(), key: z.string() }),
    sql`select id, key from graphile_worker.jobs
      where task_identifier = ${WAKE_WATCH_TASK} and locked_at is null and attempts < max_attempts and run_at <= now()
        and key is not null order by run_at, id limit ${most}::int`,
  );
  return rows.map(({ id, key }) => ({ jobId: id, watchId: key.slice(WAKE_WATCH_TASK.length + 1) }));
}

/** Ends the jobs of watches that are judged in this transaction; one that somebody has begun with is left to them. */
export async function endDue(tx: Transaction, due: readonly DueWatch[]): Promise<void> {
  const jobIds = due.map(({ jobId }) => jobId);
  await tx.execute(sql`
    select from graphile_worker.complete_jobs(array(
      select jsonb_array_elements_text(${jsonParam(jobIds)})::bigint))`);
}
