import { randomUUID } from "node:crypto";
import { test as base, inject } from "vitest";
import { createDatabase, type DatabaseClient, type Transaction } from "#server/db/client.ts";
import { createNamedDatabase, dropDatabase, inDatabase, TEMPLATE } from "./database-names.ts";

/*
 * Service tests import `test` from here.
 *
 *   test("...", async ({ tx }) => ...)            one transaction, rolled back afterwards: nothing is seen by others
 *   test("...", async ({ ownDatabase }) => ...)   a database of the test's own, for what depends on commits
 */

export interface OwnDatabase extends DatabaseClient {
  readonly url: string;
}

/** Copies the migrated, empty database. The caller drops it, which ends connections that are still open. */
export async function openOwnDatabase(): Promise<OwnDatabase & { drop(): Promise<void> }> {
  const server = inject("databaseUrl");
  const name = `gatewatch_${randomUUID().replaceAll("-", "")}`;
  await createNamedDatabase(server, { name, template: TEMPLATE });
  const url = inDatabase(server, name);
  const client = createDatabase(url, { max: 10 });
  return {
    ...client,
    url,
    drop: async () => {
      await client.close();
      await dropDatabase(url);
    },
  };
}

/** Thrown to end a transaction; nothing has failed. */
class RolledBack extends Error {}

export const test = base.extend<{ tx: Transaction; ownDatabase: OwnDatabase }>({
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads from the pattern which fixtures this one needs.
  tx: async ({}, use) => {
    const client = createDatabase(inject("databaseUrl"), { max: 1 });
    try {
      await client.db.transaction(async (tx) => {
        await use(tx);
        throw new RolledBack();
      });
    } catch (error) {
      if (!(error instanceof RolledBack)) throw error;
    } finally {
      await client.close();
    }
  },
  // biome-ignore lint/correctness/noEmptyPattern: as above.
  ownDatabase: async ({}, use) => {
    const database = await openOwnDatabase();
    try {
      await use(database);
    } finally {
      await database.drop();
    }
  },
});
