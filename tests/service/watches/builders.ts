import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import { WatchInput } from "#server/domain/watch.ts";
import { addAccount, NOW } from "../../support/reports.ts";

/* A firm with one dispatcher and a corridor, and wishes of theirs. */

export interface Firm {
  readonly firmId: string;
  readonly dispatcher: Actor;
  readonly corridorId: string;
}

export async function addMember(database: Database, firmId: string, role: string): Promise<Actor> {
  const actor = await addAccount(database, "firm");
  await database.execute(sql`
    insert into firm_members (firm_id, account_id, role) values (${firmId}, ${actor.accountId}, ${role})`);
  return actor;
}

export async function addFirm(
  database: Database,
  crossings: readonly string[] = ["torkham", "chaman-spin-boldak"],
): Promise<Firm> {
  const firmId = randomUUID();
  const corridorId = randomUUID();
  await database.execute(sql`
    insert into firms (id, name, time_zone) values (${firmId}, 'Khyber Freight', 'Asia/Karachi')`);
  const dispatcher = await addMember(database, firmId, "dispatcher");
  await database.execute(sql`
    insert into corridors (id, firm_id, name, direction, mode)
    values (${corridorId}, ${firmId}, 'South', 'PK-AF', 'truck')`);
  for (const [i, crossing] of crossings.entries()) {
    await database.execute(sql`
      insert into corridor_crossings (corridor_id, position, crossing_id) values (${corridorId}, ${i}, ${crossing})`);
  }
  return { firmId, dispatcher, corridorId };
}

export const wish = (over: object = {}): WatchInput =>
  WatchInput.parse({
    id: randomUUID(),
    name: "Torkham trucks",
    subject: { kind: "crossing", crossing: "torkham" },
    rule: { kind: "state", on: ["closed", "first_movement"], direction: null, mode: "truck" },
    timing: { digestHour: null, quiet: null, gatherMinutes: 0, dampMinutes: 0, capPerHour: 10 },
    channel: { kind: "feed" },
    ...over,
  });

export const asDispatcher = ({ dispatcher }: Firm, database: Database, now = NOW) => ({
  actor: dispatcher,
  database,
  now,
});
