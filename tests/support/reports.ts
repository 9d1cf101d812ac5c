import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
import type { Actor, Role } from "#server/domain/actor.ts";
import { ReportInput } from "#server/domain/report-input.ts";
import { importRecord } from "#server/services/record/import-record.ts";
import { readRecordFiles } from "#server/services/record/read-files.ts";
import { test as base, type OwnDatabase } from "./database.ts";

/* What tests of reports begin with: the registry without the record, people, and a report. */

export const NOW = "2026-11-22T16:00:00.000Z";
const DATA = new URL("../../data", import.meta.url).pathname;

export async function addAccount(
  database: Database,
  role: Role,
  options: { trusted?: boolean } = {},
) {
  const accountId = randomUUID();
  await database.execute(sql`
    insert into accounts (id, email, name, pseudonym, role)
    values (${accountId}, ${`${accountId}@example.org`}, 'Real Name', ${`observer-${accountId.slice(0, 4)}`}, ${role})`);
  if (role === "reporter") {
    await database.execute(sql`
      insert into account_crossings (crossing_id, account_id, is_trusted)
      values ('torkham', ${accountId}, ${options.trusted ?? false})`);
  }
  const actor: Actor = { accountId, role, name: "Real Name", crossingIds: ["torkham"] };
  return actor;
}

export const test = base.extend<{ loaded: OwnDatabase }>({
  loaded: async ({ ownDatabase }, use) => {
    const files = await readRecordFiles(DATA);
    await importRecord(ownDatabase.db, { ...files, closures: [], reports: [], incidents: [] }, NOW);
    await use(ownDatabase);
  },
});

export const closedReport = (id = randomUUID(), over: object = {}): ReportInput =>
  ReportInput.parse({
    id,
    crossing: "torkham",
    observedAt: NOW,
    claims: [
      { kind: "state", lanes: ["PK-AF/truck", "AF-PK/truck"], value: "closed" },
      { kind: "count", metric: "trucks_stranded", low: 107, high: 170, basis: "estimated" },
    ],
    note: "my phone is +92",
    ...over,
  });
