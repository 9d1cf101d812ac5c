/**
 * Jobs whose worker died: graphile-worker keeps the lock of a dead worker for four hours, and who waits for what the job
 * would have told cannot.
 */
import { type SQL, sql } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
import { deleteInSteps } from "#server/db/delete-in-steps.ts";

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

/** Who looks after the machine has seen by then why a job was given up. Days. */
const KEEP_DAYS = 30;

/** Deletes jobs that were given up, which the queue keeps for ever; those that are done it deletes itself. */
export const forgetDeadJobs = (database: Database): Promise<number> =>
  deleteInSteps(
    database,
    (limit) => sql`
      select id from graphile_worker.complete_jobs(array(
        select id from graphile_worker.jobs
        where attempts >= max_attempts and locked_at is null and updated_at < now() - ${KEEP_DAYS} * interval '1 day'
        ${limit}))`,
  );
