/**
 * Jobs whose worker died: graphile-worker keeps the lock of a dead worker for four hours, and who waits for what the job
 * would have told cannot.
 */
import { type SQL, sql } from "drizzle-orm";

/** A webhook is waited for ten seconds; what is locked for longer than this belongs to nobody who lives. */
export const DEAD_AFTER_SECONDS = 60;
/** A mail server may take 10 s to connect, 10 s to greet and 30 s for each of some seven answers (server/jobs/mail.ts). */
export const DEAD_MAIL_AFTER_SECONDS = 300;

export interface SweepTime {
  /** Nobody works on this database yet, this process included: whatever is locked is a dead one's. */
  readonly isStart: boolean;
}

/**
 * Whether the row `jobs` of `graphile_worker.jobs` is locked by the dead, or given up.
 * @param afterSeconds of a lock, after which whoever has it is dead
 */
export function isDeadJob(
  jobs: SQL,
  { isStart }: SweepTime,
  afterSeconds: SQL = sql`${DEAD_AFTER_SECONDS}::int`,
): SQL {
  const seconds = isStart ? sql`0` : afterSeconds;
  return sql`(${jobs}.attempts >= ${jobs}.max_attempts
    or ${jobs}.locked_at <= now() - ${seconds} * interval '1 second')`;
}
