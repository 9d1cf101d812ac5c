import { fileURLToPath } from "node:url";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import { Logger, runMigrations } from "graphile-worker";
import { createDatabase } from "./client.ts";

const MIGRATIONS_DIR = fileURLToPath(new URL("../../drizzle", import.meta.url));
/** Any number that nothing else in the database uses: "gatew" in ASCII. */
const MIGRATION_LOCK = 0x67_61_74_65_77;

/**
 * Brings the database to the newest schema: the job queue's own tables, then ours (which may refer to them). Processes
 * that start together take turns under an advisory lock, and the later ones find nothing to do.
 */
export async function migrateDatabase(url: string): Promise<void> {
  const client = createDatabase(url, { max: 1 });
  try {
    await client.sql`select pg_advisory_lock(${MIGRATION_LOCK})`;
    await runMigrations({ connectionString: url, logger: new Logger(() => () => undefined) });
    await migrate(client.db, { migrationsFolder: MIGRATIONS_DIR });
  } finally {
    // The lock belongs to the connection and goes with it, also if this process dies.
    await client.close();
  }
}
