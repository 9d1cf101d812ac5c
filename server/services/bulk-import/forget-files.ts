import { sql } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
import { deleteInSteps } from "#server/db/delete-in-steps.ts";
import { faultText } from "#server/domain/fault.ts";
import type { Instant } from "#server/domain/time.ts";

/** A file that nobody has applied, and what was wrong with the rows of any, is kept this long. Days. */
const KEEP_DAYS = 7;
/** That there was a file, with its counts, is listed this long; who applied it stands in the audit for ever. Days. */
const LISTED_DAYS = 365;
/** Of 240 KB each. */
const PIECES_A_STEP = 50;

/** Forgets files that were brought and never applied, and what was wrong with old ones. Gives how many it gave up. */
export async function forgetFiles(database: Database, now: Instant): Promise<number> {
  const before = (days: number) => sql`(${now}::timestamptz - make_interval(days => ${days}::int))`;
  const ended = await database.execute(sql`
    update imports set state = 'failed', problem = ${faultText("notApplied")}, ended_at = ${now}::timestamptz
    where created_at < ${before(KEEP_DAYS)} and state in ('receiving', 'checked') returning id`);
  const isOver = sql`i.created_at < ${before(KEEP_DAYS)} and i.state in ('applied', 'failed')`;
  await deleteInSteps(
    database,
    (limit) => sql`
      delete from import_pieces where (import_id, ordinal) in (
        select p.import_id, p.ordinal from imports i join import_pieces p on p.import_id = i.id where ${isOver} ${limit})
      returning 1`,
    PIECES_A_STEP,
  );
  await deleteInSteps(
    database,
    (limit) => sql`
      delete from import_problems where (import_id, row, ordinal) in (
        select p.import_id, p.row, p.ordinal from imports i join import_problems p on p.import_id = i.id
        where ${isOver} ${limit})
      returning 1`,
  );
  await deleteInSteps(
    database,
    (limit) => sql`
      delete from imports where id in (
        select i.id from imports i
        where i.created_at < ${before(LISTED_DAYS)} and i.state in ('applied', 'failed') ${limit})
      returning 1`,
  );
  return ended.length;
}
