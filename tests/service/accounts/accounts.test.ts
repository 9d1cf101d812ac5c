import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { AddAccountInput } from "#server/services/accounts/account-input.ts";
import { addAccount, inviteAccount } from "#server/services/accounts/add-account.ts";
import { listAccounts } from "#server/services/accounts/list-accounts.ts";
import { test } from "../../support/database.ts";
import { actorOf, addCrossing, addPerson, contextOf, PASSWORD } from "./builders.ts";

const REPORTER = { email: "r@example.org", name: "R", role: "reporter" };

describe("an account", () => {
  test("is added with its crossings, and the audit says by whom", async ({ tx }) => {
    await addCrossing(tx, "torkham");
    const crossings = ["torkham", "torkham"];
    const { accountId, token } = await addAccount(contextOf(tx), {
      ...REPORTER,
      crossings,
      isTrusted: true,
      pseudonym: "Juniper",
    });
    expect(token).toMatch(/^[\w-]{43}$/);
    const [row] = await tx.execute(sql`select * from account_crossings`);
    expect(row).toMatchObject({ crossing_id: "torkham", account_id: accountId, is_trusted: true });
    const [audit] = await tx.execute(sql`select account_id, action, details from audit_events`);
    expect(audit).toMatchObject({
      account_id: null,
      action: "account.add",
      details: { by: "command line", role: "reporter" },
    });
  });

  test("is never given a password by who invites", async ({ tx }) => {
    const { token } = await inviteAccount(contextOf(tx), {
      ...AddAccountInput.parse({ ...REPORTER, password: PASSWORD }),
    });
    expect(token).toMatch(/^[\w-]{43}$/);
    const [row] = await tx.execute(sql`select password_hash as hash from accounts`);
    expect(row?.hash).toBeNull();
  });

  test("shows no password and no hash in the list", async ({ tx }) => {
    await addPerson(tx);
    const listed = JSON.stringify(await listAccounts(contextOf(tx)));
    expect(listed).not.toContain("argon2");
    expect(listed).toContain('"hasPassword":true');
  });

  test("keeps its password as argon2id alone", async ({ tx }) => {
    await addPerson(tx);
    const [row] = await tx.execute(sql`select password_hash as hash from accounts`);
    expect(row?.hash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  });

  test("is refused with the field", async ({ tx }) => {
    const attempts = [
      ["email", { email: "nowhere" }],
      ["name", { name: "" }],
      ["role", { role: "king" }],
      ["crossings", { crossings: ["atlantis"] }],
      ["password", { password: "aaaaaaaaaaaa" }],
    ] as const;
    for (const [field, change] of attempts) {
      await expect(addAccount(contextOf(tx), { ...REPORTER, ...change })).rejects.toMatchObject({
        code: "invalid",
        details: { fields: [{ path: expect.stringContaining(field) }] },
      });
    }
    expect(await listAccounts(contextOf(tx))).toEqual([]);
  });

  test("is added once for an e-mail, however it is capitalised", async ({ tx }) => {
    await addAccount(contextOf(tx), REPORTER);
    const again = { ...REPORTER, email: "R@Example.org" };
    await expect(addAccount(contextOf(tx), again)).rejects.toMatchObject({ code: "conflict" });
  });

  test("is added once, of two who add it at once", async ({ ownDatabase: { db } }) => {
    const results = await Promise.allSettled(
      [1, 2, 3].map(() => addAccount(contextOf(db), { ...REPORTER, password: PASSWORD })),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("is added and listed by admins alone", async ({ tx }) => {
    for (const actor of [null, actorOf("verifier"), actorOf("reporter"), actorOf("firm")]) {
      const code = actor === null ? "unauthenticated" : "forbidden";
      const ctx = contextOf(tx, { actor });
      await expect(addAccount(ctx, REPORTER)).rejects.toMatchObject({ code });
      await expect(listAccounts(ctx)).rejects.toMatchObject({ code });
    }
  });
});
