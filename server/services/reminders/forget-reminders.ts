import { sql } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
import { deleteInSteps } from "#server/db/delete-in-steps.ts";
import type { Instant } from "#server/domain/time.ts";

/** Days. */
const KEEP_DAYS = 90;

/** Deletes old reminders of silences that are over. One of a silence that lasts stays, or it would be sent again. */
export const forgetReminders = (database: Database, now: Instant): Promise<number> =>
  deleteInSteps(
    database,
    (limit) => sql`
      delete from reminders where (crossing_id, account_id, last_word_at) in (
        select r.crossing_id, r.account_id, r.last_word_at from reminders r
        join statuses s on s.crossing_id = r.crossing_id
        where r.at < ${now}::timestamptz - make_interval(days => ${KEEP_DAYS}::int)
          and (s.status->>'lastWordAt')::timestamptz > r.last_word_at
        ${limit})
      returning 1`,
  );
