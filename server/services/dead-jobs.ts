/**
 * Jobs whose worker died: graphile-worker keeps the lock of a dead worker for four hours, and who waits for what the job
 * would have told cannot.
 */
import { type SQL, sql } from "drizzle-orm";

/** Every job of which this is asked takes ten seconds at most; locked for longer, it belongs to nobody who lives. */
const DEAD_AFTER_SECONDS = 60;

export interface SweepTime {
  /** This process has just begun: whatever is locked is taken for a dead one's. */
  readonly isStart: boolean;
}

/** Whether the row `jobs` of `graphile_worker.jobs` is locked by the dead, or given up. */
export function isDeadJob(jobs: SQL, { isStart }: SweepTime): SQL {
  const seconds = isStart ? 0 : DEAD_AFTER_SECONDS;
  return sql`(${jobs}.attempts >= ${jobs}.max_attempts
    or ${jobs}.locked_at <= now() - ${seconds} * interval '1 second')`;
}
