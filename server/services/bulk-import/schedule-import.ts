import { sql } from "drizzle-orm";
import type { Database, Transaction } from "#server/db/client.ts";

/** The task that reads a file through, to check or to apply it; see server/jobs. */
export const READ_IMPORT_TASK = "read_import";

export async function scheduleImport(
  database: Database | Transaction,
  importId: string,
  delaySeconds = 0,
): Promise<void> {
  await database.execute(sql`
    select graphile_worker.add_job(${READ_IMPORT_TASK}, json_build_object('importId', ${importId}::text),
      job_key := ${READ_IMPORT_TASK} || ' ' || ${importId}::text, max_attempts := 5,
      run_at := now() + make_interval(secs => ${delaySeconds}))`);
}

/** Files that were being read when a process ended: reading again makes nothing twice. */
export async function scheduleUnfinishedImports(database: Database): Promise<void> {
  await database.execute(sql`
    select graphile_worker.add_job(${READ_IMPORT_TASK}, json_build_object('importId', i.id),
      job_key := ${READ_IMPORT_TASK} || ' ' || i.id, max_attempts := 5)
    from imports i where i.state in ('checking', 'applying')`);
}
