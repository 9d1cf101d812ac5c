import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { DAY_MS } from "#server/domain/time.ts";
import { addAccount } from "#server/services/accounts/add-account.ts";
import { createFirstAdminLink, makeFirstAdmin } from "#server/services/accounts/first-admin.ts";
import { findLink } from "#server/services/accounts/links.ts";
import { findSessionActor } from "#server/services/accounts/sessions.ts";
import { setPassword } from "#server/services/accounts/set-password.ts";
import { test } from "../../support/database.ts";
import { addPerson, contextOf, later, NOW, PASSWORD, signInAs } from "./builders.ts";

const ADMIN = { email: "first@example.org", name: "First", password: PASSWORD };

async function firstToken(database: Parameters<typeof contextOf>[0]): Promise<string> {
  return (await createFirstAdminLink(contextOf(database))) ?? "there is an admin";
}

describe("the first admin", () => {
  test("is made with the link, which then serves no more", async ({ tx }) => {
    const token = await firstToken(tx);
    const ctx = contextOf(tx, { actor: null });
    const { accountId } = await makeFirstAdmin(ctx, { ...ADMIN, token });
    const { sessionId } = await signInAs(tx, ADMIN.email);
    expect(await findSessionActor(tx, sessionId, NOW)).toMatchObject({ accountId, role: "admin" });
    await expect(
      makeFirstAdmin(ctx, { ...ADMIN, email: "second@example.org", token }),
    ).rejects.toMatchObject({ code: "not_found" });
    expect(await createFirstAdminLink(ctx)).toBeNull();
    const [audit] = await tx.execute(sql`select action, subject from audit_events`);
    expect(audit).toEqual({ action: "account.first_admin", subject: accountId });
  });

  test("is one, however many use the link at once", async ({ ownDatabase: { db } }) => {
    const token = await firstToken(db);
    const ctx = contextOf(db, { actor: null });
    const results = await Promise.allSettled(
      [1, 2, 3, 4].map((n) => makeFirstAdmin(ctx, { ...ADMIN, email: `a${n}@example.org`, token })),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const [row] = await db.execute(sql`select count(*)::int as n from accounts`);
    expect(row?.n).toBe(1);
  });

  test("has a new link at each start, and the old one serves no more", async ({ tx }) => {
    const old = await firstToken(tx);
    const fresh = await firstToken(tx);
    expect(await findLink(tx, old, NOW)).toBeNull();
    expect(await findLink(tx, fresh, NOW)).toEqual({ purpose: "first_admin", email: null });
  });

  test("has a day to use it", async ({ tx }) => {
    const token = await firstToken(tx);
    const ctx = contextOf(tx, { actor: null, now: later(DAY_MS) });
    await expect(makeFirstAdmin(ctx, { ...ADMIN, token })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("is told when the e-mail has an account", async ({ tx }) => {
    const { email } = await addPerson(tx);
    const token = await firstToken(tx);
    await expect(
      makeFirstAdmin(contextOf(tx, { actor: null }), { ...ADMIN, email, token }),
    ).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining(email) });
  });

  test("is not made beside an admin from the command line", async ({ tx }) => {
    const token = await firstToken(tx);
    await addPerson(tx, { role: "admin" });
    await expect(makeFirstAdmin(contextOf(tx), { ...ADMIN, token })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("keeps the link when what was typed will not do, and hears which field", async ({ tx }) => {
    const token = await firstToken(tx);
    const ctx = contextOf(tx, { actor: null });
    const attempts = [
      { field: "email", change: { email: "first at example" } },
      { field: "name", change: { name: "  " } },
      { field: "password", change: { password: "short" } },
      { field: "password", change: { password: "first@example.org" } },
      { field: "password", change: { password: "password1234" } },
    ];
    for (const { field, change } of attempts) {
      await expect(makeFirstAdmin(ctx, { ...ADMIN, ...change, token })).rejects.toMatchObject({
        code: "invalid",
        details: { fields: [{ path: field }] },
      });
    }
    await makeFirstAdmin(ctx, { ...ADMIN, token });
  });
});

describe("a link to choose a password", () => {
  const invite = { email: "new@example.org", name: "New", role: "firm" };

  test("sets it once, and ends the sessions that were", async ({ tx }) => {
    const { token } = await addAccount(contextOf(tx), invite);
    const ctx = contextOf(tx, { actor: null });
    await setPassword(ctx, { token, password: PASSWORD });
    await signInAs(tx, invite.email);
    await expect(setPassword(ctx, { token, password: PASSWORD })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("takes one of two passwords that come at once", async ({ ownDatabase: { db } }) => {
    const { token } = await addAccount(contextOf(db), invite);
    const ctx = contextOf(db, { actor: null });
    const both = [`${PASSWORD} 1`, `${PASSWORD} 2`];
    const results = await Promise.allSettled(
      both.map((password) => setPassword(ctx, { token, password })),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("refuses the account's own e-mail as a password, and goes on serving", async ({ tx }) => {
    const { token } = await addAccount(contextOf(tx), invite);
    const ctx = contextOf(tx, { actor: null });
    await expect(setPassword(ctx, { token, password: invite.email })).rejects.toMatchObject({
      code: "invalid",
    });
    await setPassword(ctx, { token, password: PASSWORD });
  });

  test("serves nobody else's purpose", async ({ tx }) => {
    const first = await firstToken(tx);
    const ctx = contextOf(tx, { actor: null });
    await expect(setPassword(ctx, { token: first, password: PASSWORD })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});
