/**
 * Watches whose process died while it judged: graphile-worker frees the job of a dead worker only after four hours, and
 * by then a gate has opened and closed again.
 */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import { isDeadJob, type SweepTime } from "../dead-jobs.ts";
import { JUDGE_CROSSING_TASK, WAKE_WATCH_TASK } from "./watch-jobs.ts";

/** Runs every minute. */
export const WAKE_FORGOTTEN_TASK = "wake_forgotten_watches";

/**
 * Wakes the watches that have something to judge and whose job is locked by the dead, or given up. To wake one that
 * somebody judges at the moment is harmless: it finds nothing new.
 * @returns how many were woken
 */
export async function wakeForgotten(database: Database, time: SweepTime): Promise<number> {
  const rows = await selectRows(
    database,
    z.object({ id: z.coerce.string() }),
    sql`
      with dead as (
        select j.key, j.task_identifier as task from graphile_worker.jobs j
        where j.task_identifier in (${JUDGE_CROSSING_TASK}, ${WAKE_WATCH_TASK})
          and ${isDeadJob(sql`j`, time)})
      select (graphile_worker.add_job(${WAKE_WATCH_TASK}, json_build_object('watchId', w.id),
        job_key := ${WAKE_WATCH_TASK} || ' ' || w.id)).id::text as id
      from watches w left join watch_memories m on m.watch_id = w.id
      where w.ended_at is null and w.parked_at is null and (
        exists (select from dead where key = ${WAKE_WATCH_TASK} || ' ' || w.id)
        or exists (select from dead where task = ${JUDGE_CROSSING_TASK})
          and exists (select from jsonb_each(m.crossings) e join statuses s on s.crossing_id = e.key
            where s.sequence > (e.value->>'sequence')::bigint))`,
  );
  return rows.length;
}
