import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { migrateDatabase } from "#server/db/migrate.ts";
import { createLog } from "#server/log.ts";
import { createNamedDatabase, inDatabase, TEMPLATE } from "./database-names.ts";
import { startPostgres } from "./postgres.ts";

/*
 * Runs once before all service tests: a real Postgres in a folder of its own, with one migrated database that tests
 * share inside of transactions and that others are copied from.
 */

declare module "vitest" {
  interface ProvidedContext {
    /** A database that only the template is in use of: never write to it outside of a transaction. */
    databaseUrl: string;
  }
}

/** A test database need not survive a power cut. */
const FAST_AND_FORGETFUL = ["fsync=off", "synchronous_commit=off", "full_page_writes=off"];

async function openServer(): Promise<{ url: string; close: () => Promise<void> }> {
  const dataDir = mkdtempSync(join(tmpdir(), "gatewatch-service-"));
  const log = createLog({ level: "warn" });
  const postgres = await startPostgres({ dataDir, log, settings: FAST_AND_FORGETFUL });
  return {
    url: postgres.url,
    close: async () => {
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

/** Vitest calls it before the first test, and what it returns after the last. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await openServer();
  try {
    await createNamedDatabase(server.url, { name: TEMPLATE });
    await migrateDatabase(inDatabase(server.url, TEMPLATE));
    await createNamedDatabase(server.url, { name: "gatewatch_shared", template: TEMPLATE });
  } catch (error) {
    await server.close();
    throw error;
  }
  project.provide("databaseUrl", inDatabase(server.url, "gatewatch_shared"));
  return server.close;
}
