import { randomUUID } from "node:crypto";
import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import type { FirmRole } from "#server/domain/firm.ts";
import { OPERATOR } from "#server/services/accounts/audit.ts";
import type { ServiceContext } from "#server/services/context.ts";
import { addFirm } from "#server/services/firms/add-firm.ts";
import { setMember } from "#server/services/firms/set-member.ts";
import { addAccount, NOW } from "../../support/reports.ts";

export const asActor = (database: Database, actor: Actor | null, now = NOW): ServiceContext => ({
  actor,
  database,
  now,
});

export const asOperator = (database: Database): ServiceContext => asActor(database, OPERATOR);

/** The e-mail of an account that `addAccount` made. */
export const emailOf = ({ accountId }: Pick<Actor, "accountId">) => `${accountId}@example.org`;

/** A firm with its owner. */
export async function openFirm(database: Database, name = "Khyber Haulage") {
  const owner = await addAccount(database, "firm");
  const input = { id: randomUUID(), name, timeZone: "Asia/Karachi", owner: emailOf(owner) };
  const { firmId } = await addFirm(asOperator(database), input);
  return { firmId, owner };
}

/** One more member of a firm. */
export async function addMember(
  database: Database,
  { firmId, role }: { readonly firmId: string; readonly role: FirmRole },
): Promise<Actor> {
  const actor = await addAccount(database, "firm");
  await setMember(asOperator(database), { firmId, email: emailOf(actor), role });
  return actor;
}

export const corridorInput = (over: object = {}) => ({
  id: randomUUID(),
  name: "Peshawar to Kabul",
  direction: "PK-AF",
  mode: "truck" as const,
  crossings: ["torkham", "kharlachi", "ghulam-khan"],
  ...over,
});
