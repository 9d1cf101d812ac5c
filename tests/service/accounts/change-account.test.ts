import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import { OPERATOR } from "#server/services/accounts/audit.ts";
import { changeAccount } from "#server/services/accounts/change-account.ts";
import { findSessionActor } from "#server/services/accounts/sessions.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { addAccount, closedReport, NOW, test } from "../../support/reports.ts";

const contextOf = (database: Database) => ({ actor: OPERATOR, database, now: NOW });
const emailOf = (actor: { accountId: string }) => `${actor.accountId}@example.org`;

/** A session of this account; gives who it stands for now. */
async function openSession(db: Database, accountId: string) {
  const id = randomUUID();
  await db.execute(sql`insert into sessions (id, account_id, created_at, last_seen_at, expires_at)
    values (${id}, ${accountId}, ${NOW}, ${NOW}, ${NOW}::timestamptz + interval '1 day')`);
  return () => findSessionActor(db, id, NOW);
}

describe("an account is changed", () => {
  test("its role is taken while reports wait, and given back: each arrives, once", async ({
    loaded: { db },
  }) => {
    const { accountId } = await addAccount(db, "reporter");
    const email = emailOf({ accountId });
    const who = await openSession(db, accountId);
    const waiting = Array.from({ length: 10 }, () => closedReport(randomUUID()));
    const send = async (report: (typeof waiting)[number]) =>
      submitReport({ actor: await who(), database: db, now: NOW }, report);

    await changeAccount(contextOf(db), { email, role: "firm" });
    for (const report of waiting) {
      await expect(send(report)).rejects.toMatchObject({ code: "forbidden" });
    }
    expect(await db.execute(sql`select id from reports`)).toEqual([]);

    await changeAccount(contextOf(db), { email, role: "reporter" });
    for (const report of [...waiting, ...waiting]) await send(report);
    const stored = await db.execute<{ id: string }>(sql`select id from reports`);
    expect(stored.map(({ id }) => id).sort()).toEqual(waiting.map(({ id }) => id).sort());
  });

  test("crossings come and go, and what is so already stays so", async ({ loaded: { db } }) => {
    const email = emailOf(await addAccount(db, "reporter", { trusted: true }));
    const change = (input: object) => changeAccount(contextOf(db), { email, ...input });
    expect(await change({ crossings: ["kharlachi", "torkham"] })).toMatchObject({
      role: "reporter",
      crossings: ["kharlachi", "torkham"],
    });
    const trusted = await db.execute(
      sql`select crossing_id from account_crossings where is_trusted`,
    );
    expect(trusted).toEqual([{ crossing_id: "torkham" }]);
    expect(await change({ removed: ["torkham", "badini"] })).toMatchObject({
      crossings: ["kharlachi"],
    });
    const audit = await db.execute(sql`select action from audit_events`);
    expect(audit).toEqual([{ action: "account.change" }, { action: "account.change" }]);
  });

  test("is refused: nothing to change, no such crossing, no such account, the last admin, no admin", async ({
    loaded: { db },
  }) => {
    const admin = await addAccount(db, "admin");
    const email = emailOf(admin);
    const change = (input: object) => changeAccount(contextOf(db), { email, ...input });
    await expect(change({})).rejects.toMatchObject({ code: "invalid" });
    await expect(change({ crossings: ["atlantis"] })).rejects.toMatchObject({ code: "invalid" });
    await expect(change({ role: "king" })).rejects.toMatchObject({ code: "invalid" });
    await expect(change({ role: "firm" })).rejects.toMatchObject({ code: "conflict" });
    await expect(change({ email: "nobody@example.org", role: "firm" })).rejects.toMatchObject({
      code: "not_found",
    });
    const verifier = await addAccount(db, "verifier");
    const asVerifier = { actor: verifier, database: db, now: NOW };
    await expect(changeAccount(asVerifier, { email, role: "admin" })).rejects.toMatchObject({
      code: "forbidden",
    });
    expect(await change({ role: "admin" })).toMatchObject({ role: "admin" });
  });
});
