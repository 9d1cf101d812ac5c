/**
 * Notices that wait and have no job get one. A job is added with its notice, so this happens only after a process died
 * while it delivered: the dead worker's lock would keep the job for hours (graphile-worker frees it after four).
 */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import {
  DEAD_AFTER_SECONDS,
  DEAD_MAIL_AFTER_SECONDS,
  isDeadJob,
  type SweepTime,
} from "../dead-jobs.ts";
import { DELIVER_NOTICE_TASK } from "./notice-job.ts";

/** Runs every minute. */
export const SCHEDULE_WAITING_TASK = "schedule_waiting_notices";

/** @returns how many got a job */
export async function scheduleWaiting(database: Database, time: SweepTime): Promise<number> {
  const limit = sql`case when n.endpoint_id is null then ${DEAD_MAIL_AFTER_SECONDS}::int
    else ${DEAD_AFTER_SECONDS}::int end`;
  const rows = await selectRows(
    database,
    z.object({ id: z.coerce.string() }),
    sql`
      select (graphile_worker.add_job(${DELIVER_NOTICE_TASK}, json_build_object('noticeId', n.id),
        run_at := n.due_at, job_key := 'notice:' || n.id)).id::text as id
      from notices n left join graphile_worker.jobs j on j.key = 'notice:' || n.id
      where n.state = 'waiting' and (j.id is null or ${isDeadJob(sql`j`, time, limit)})`,
  );
  return rows.length;
}
