/** The job that delivers a notice, whatever its channel; it is added in the transaction that writes the notice. */
import { sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import type { Instant } from "#server/domain/time.ts";

/** The task that delivers one notice; its payload is `{ noticeId }`. See server/jobs/notice-delivery.ts. */
export const DELIVER_NOTICE_TASK = "deliver_notice";

/**
 * Adds the job of a notice, or moves the one that waits: a notice has one, under the key `notice:<id>`.
 * @param job.dueAt not before; as `due_at` of the notice
 */
export async function addNoticeJob(
  tx: Transaction,
  job: { readonly noticeId: string; readonly dueAt: Instant },
): Promise<void> {
  await tx.execute(sql`
    select graphile_worker.add_job(${DELIVER_NOTICE_TASK}, json_build_object('noticeId', ${job.noticeId}::text),
      run_at := ${job.dueAt}::timestamptz, job_key := 'notice:' || ${job.noticeId}::text)`);
}
