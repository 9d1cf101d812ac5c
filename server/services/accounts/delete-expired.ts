import { type SQL, sql } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
import { deleteInSteps } from "#server/db/delete-in-steps.ts";
import type { Instant } from "#server/domain/time.ts";

/** What has ended is kept this long, for whoever asks what happened yesterday. Hours. */
const KEEP_HOURS = 24;

export interface Deleted {
  readonly sessions: number;
  readonly links: number;
  readonly failures: number;
}

/** Deletes sessions and one-time links that ended over a day ago, and failed sign-ins that no longer count. */
export async function deleteExpired(database: Database, now: Instant): Promise<Deleted> {
  const before = sql`(${now}::timestamptz - make_interval(hours => ${KEEP_HOURS}::int))`;
  const forget = (table: SQL, key: SQL, isOver: SQL) =>
    deleteInSteps(
      database,
      (limit) => sql`
        delete from ${table} where ${key} in (select ${key} from ${table} where ${isOver} ${limit}) returning 1`,
    );
  return {
    sessions: await forget(sql`sessions`, sql`id`, sql`least(expires_at, revoked_at) < ${before}`),
    links: await forget(
      sql`one_time_links`,
      sql`token_hash`,
      sql`least(expires_at, used_at) < ${before}`,
    ),
    failures: await forget(sql`sign_in_failures`, sql`subject`, sql`last_at < ${before}`),
  };
}
