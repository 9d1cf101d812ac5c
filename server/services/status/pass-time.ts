/** A crossing looked at again because time has passed: what grew stale, ended, began or fell silent is told. */
import { sql } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { Instant } from "#server/domain/time.ts";
import { listCrossings } from "../crossings/find-crossings.ts";
import { remindReporters } from "../reminders/remind-reporters.ts";
import { deriveStoredStatuses, lockCrossings, notBefore, PASS_TIME_TASK } from "./derive-stored.ts";
import { tellCrossings } from "./tell-crossing.ts";

/**
 * Derives the stored status anew at `now`. Under the crossing's lock and from what was stored there, so that each
 * thing is told once, however many processes look and however often.
 * @returns how many changes were told; 0 also for a crossing that is not (or no longer) listed
 */
export async function passCrossingTime(
  database: Database,
  crossingId: CrossingId,
  asked: Instant,
): Promise<number> {
  const crossing = (await listCrossings(database, asked)).find(({ id }) => id === crossingId);
  if (crossing === undefined) return 0;
  return database.transaction(async (tx) => {
    const stored = await lockCrossings(tx, [crossingId]);
    if (stored.get(crossingId)?.status == null) return 0;
    const now = notBefore(stored, asked);
    const appended = await deriveStoredStatuses(tx, {
      crossings: [crossing],
      stored,
      causes: new Map(),
      now,
    });
    const told = appended.get(crossingId) ?? [];
    if (told.length === 0) return 0;
    await remindReporters(tx, { crossingId, changes: told, now });
    await tellCrossings(tx, [crossingId]);
    return told.length;
  });
}

/** Time for a process to serve its first pages before it tells what passed while nobody ran. */
const AFTER_START = sql.raw("interval '3 seconds'");

/**
 * Sees to it that every crossing is looked at when its time comes, at once where that has passed: for statuses that
 * were stored without a job (the record's), and jobs that were given up.
 */
export async function scheduleAllCrossings(database: Database): Promise<void> {
  await database.execute(sql`
    select graphile_worker.add_job(${PASS_TIME_TASK}, json_build_object('crossingId', crossing_id),
      job_key := ${PASS_TIME_TASK} || ' ' || crossing_id,
      run_at := greatest((status->>'nextChangeAt')::timestamptz, now() + ${AFTER_START}))
    from statuses where status->>'nextChangeAt' is not null`);
}
