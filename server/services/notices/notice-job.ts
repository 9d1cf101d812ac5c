/** The job that delivers a notice, whatever its channel; it is added in the transaction that writes the notice. */
import { sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { jsonParam } from "#server/db/rows.ts";
import type { Instant } from "#server/domain/time.ts";

/** The task that delivers one notice; its payload is `{ noticeId }`. See server/jobs/notice-delivery.ts. */
export const DELIVER_NOTICE_TASK = "deliver_notice";

/**
 * Adds the job of a notice, or moves the one that waits: a notice has one, under the key `notice:<id>`.
 * @param job.dueAt not before
 */
export const addNoticeJob = (
  tx: Transaction,
  { noticeId, dueAt }: { readonly noticeId: string; readonly dueAt: Instant },
): Promise<void> => addNoticeJobs(tx, { noticeIds: [noticeId], dueAt });

/** Of graphile-worker: a smaller one goes first. A firm's message does not wait behind thousands of the public's. */
const FIRST_PRIORITY = 0;
const LAST_PRIORITY = 1;

/**
 * The same for several notices, in one statement.
 * @param jobs.isLast they go when no other waits
 */
export async function addNoticeJobs(
  tx: Transaction,
  {
    noticeIds,
    dueAt,
    isLast = false,
  }: {
    readonly noticeIds: readonly string[];
    readonly dueAt: Instant;
    readonly isLast?: boolean;
  },
): Promise<void> {
  if (noticeIds.length === 0) return;
  await tx.execute(sql`
    select graphile_worker.add_job(${DELIVER_NOTICE_TASK}, json_build_object('noticeId', n.id),
      run_at := ${dueAt}::timestamptz, job_key := 'notice:' || n.id,
      priority := ${isLast ? LAST_PRIORITY : FIRST_PRIORITY}::int)
    from jsonb_array_elements_text(${jsonParam(noticeIds)}) as n(id)`);
}
