import { type SQL, sql } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { SECOND_MS } from "#server/domain/time.ts";

/** The task that derives closures anew; see server/jobs. */
export const DERIVE_CLOSURES_TASK = "derive_closures";
/** However many reports come, a crossing's closures are derived no more often than this. */
const PACE_MS = SECOND_MS;

/**
 * Has a crossing's closures derived anew, in a while; where that is asked for already it keeps its time.
 * @param crossingId a text
 */
export const closuresJob = (crossingId: SQL, delayMs: number = PACE_MS): SQL => sql`
  graphile_worker.add_job(${DERIVE_CLOSURES_TASK}, json_build_object('crossingId', ${crossingId}),
    job_key := ${DERIVE_CLOSURES_TASK} || ' ' || ${crossingId}, job_key_mode := 'preserve_run_at',
    run_at := now() + ${Math.ceil(delayMs)} * interval '1 millisecond')`;

export async function scheduleClosures(
  database: Database,
  crossingId: CrossingId,
  delayMs: number,
): Promise<void> {
  await database.execute(sql`select ${closuresJob(sql`${crossingId}::text`, delayMs)}`);
}
