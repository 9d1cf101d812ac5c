import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import { findMembership } from "#server/services/firms/find-membership.ts";
import { test } from "../../support/database.ts";
import { addPerson, NOW } from "../accounts/builders.ts";

async function addFirm(database: Database, accountId: string): Promise<string> {
  const firmId = randomUUID();
  await database.execute(sql`
    insert into firms (id, name, time_zone) values (${firmId}::uuid, 'Khyber Haulage', 'Asia/Karachi')`);
  await database.execute(sql`
    insert into firm_members (firm_id, account_id, role)
    values (${firmId}::uuid, ${accountId}::uuid, 'dispatcher')`);
  return firmId;
}

describe("the firm of an account", () => {
  test("is the one that it is a member of, with its role there", async ({ tx }) => {
    const { accountId } = await addPerson(tx, { role: "firm" });
    const firmId = await addFirm(tx, accountId);
    expect(await findMembership(tx, accountId)).toEqual({
      firmId,
      role: "dispatcher",
      name: "Khyber Haulage",
      timeZone: "Asia/Karachi",
    });
  });

  test("is none for an account that no firm has, whatever firms there are", async ({ tx }) => {
    const member = await addPerson(tx, { role: "firm" });
    const other = await addPerson(tx, { role: "firm" });
    await addFirm(tx, member.accountId);
    expect(await findMembership(tx, other.accountId)).toBeNull();
  });

  test("is none once the firm is closed", async ({ tx }) => {
    const { accountId } = await addPerson(tx, { role: "firm" });
    const firmId = await addFirm(tx, accountId);
    await tx.execute(sql`update firms set closed_at = ${NOW} where id = ${firmId}::uuid`);
    expect(await findMembership(tx, accountId)).toBeNull();
  });

  test("is none once the account is no firm's any more but a reporter's", async ({ tx }) => {
    const { accountId } = await addPerson(tx, { role: "firm" });
    await addFirm(tx, accountId);
    await tx.execute(sql`update accounts set role = 'reporter' where id = ${accountId}::uuid`);
    expect(await findMembership(tx, accountId)).toBeNull();
  });
});
