import { sql } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
import { faultText } from "#server/domain/fault.ts";
import type { Instant } from "#server/domain/time.ts";

/** A file that nobody has applied is kept this long. Days. */
const KEEP_DAYS = 7;

/** Forgets files that were brought and never applied, and what was wrong with old ones. */
export async function forgetFiles(database: Database, now: Instant): Promise<number> {
  const old = sql`created_at < ${now}::timestamptz - make_interval(days => ${KEEP_DAYS}::int)`;
  const ended = await database.execute(sql`
    update imports set state = 'failed', problem = ${faultText("notApplied")}, ended_at = ${now}::timestamptz
    where ${old} and state in ('receiving', 'checked') returning id`);
  for (const table of ["import_pieces", "import_problems"]) {
    await database.execute(sql`
      delete from ${sql.identifier(table)} where import_id in (select id from imports where ${old}
        and state in ('applied', 'failed'))`);
  }
  return ended.length;
}
