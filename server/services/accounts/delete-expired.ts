import { sql } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
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
  const sessions = await database.execute(
    sql`delete from sessions where least(expires_at, revoked_at) < ${before} returning 1`,
  );
  const links = await database.execute(
    sql`delete from one_time_links where least(expires_at, used_at) < ${before} returning 1`,
  );
  const failures = await database.execute(
    sql`delete from sign_in_failures where last_at < ${before} returning 1`,
  );
  return { sessions: sessions.length, links: links.length, failures: failures.length };
}
