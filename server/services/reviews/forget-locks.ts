import { sql } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
import { deleteInSteps } from "#server/db/delete-in-steps.ts";
import type { Instant } from "#server/domain/time.ts";

/** A lock lasts minutes; one that ended a day ago says nothing any more. Hours. */
const KEEP_HOURS = 24;

/** Deletes locks of reports that nobody decided and nobody let go of. */
export const forgetLocks = (database: Database, now: Instant): Promise<number> =>
  deleteInSteps(
    database,
    (limit) => sql`
      delete from report_locks where (crossing_id, report_id) in (
        select crossing_id, report_id from report_locks
        where expires_at < ${now}::timestamptz - make_interval(hours => ${KEEP_HOURS}::int) ${limit})
      returning 1`,
  );
