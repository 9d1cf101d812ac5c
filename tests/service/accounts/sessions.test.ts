import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { DAY_MS, HOUR_MS } from "#server/domain/time.ts";
import { deleteExpired } from "#server/services/accounts/delete-expired.ts";
import { disableAccount } from "#server/services/accounts/disable-account.ts";
import { enableAccount } from "#server/services/accounts/enable-account.ts";
import { endOtherSessions, endSession } from "#server/services/accounts/end-session.ts";
import { findLink, LINK_LIFETIME_MS } from "#server/services/accounts/links.ts";
import { listAccounts } from "#server/services/accounts/list-accounts.ts";
import { listSessions } from "#server/services/accounts/list-sessions.ts";
import { makeResetLink } from "#server/services/accounts/make-reset-link.ts";
import { findSessionActor, SESSION_LIFETIME_MS } from "#server/services/accounts/sessions.ts";
import { test } from "../../support/database.ts";
import { actorOf, addPerson, contextOf, later, NOW, signInAs } from "./builders.ts";

describe("one's own sessions", () => {
  test("are listed, the last used first, and ended one by one", async ({ tx }) => {
    const { email, accountId } = await addPerson(tx);
    const phone = await signInAs(tx, email);
    const laptop = await signInAs(tx, email, { now: later(HOUR_MS) });
    const own = contextOf(tx, {
      actor: actorOf("reporter", { accountId }),
      now: later(2 * HOUR_MS),
    });
    const listed = await listSessions(own);
    expect(listed.map(({ id }) => id)).toEqual([laptop.sessionId, phone.sessionId]);
    expect(listed[0]).toMatchObject({ userAgent: "a phone", createdAt: later(HOUR_MS) });
    await endSession(own, { sessionId: phone.sessionId });
    await endSession(own, { sessionId: phone.sessionId });
    expect(await findSessionActor(tx, phone.sessionId, NOW)).toBeNull();
    expect(await listSessions(own)).toHaveLength(1);
    const events = await tx.execute(sql`select 1 from audit_events where action = 'session.end'`);
    expect(events).toHaveLength(1);
  });

  test("end all but the one at hand, and nobody else's", async ({ tx }) => {
    const { email, accountId } = await addPerson(tx);
    const other = await addPerson(tx);
    const kept = await signInAs(tx, email);
    await signInAs(tx, email);
    const strange = await signInAs(tx, other.email);
    const own = contextOf(tx, { actor: actorOf("reporter", { accountId }) });
    await expect(endSession(own, { sessionId: strange.sessionId })).rejects.toMatchObject({
      code: "not_found",
    });
    expect(await endOtherSessions(own, { keepId: kept.sessionId })).toEqual({ endedSessions: 1 });
    expect(await findSessionActor(tx, kept.sessionId, NOW)).not.toBeNull();
    expect(await findSessionActor(tx, strange.sessionId, NOW)).not.toBeNull();
  });

  test("are nobody's without an account, and no matter for an API key", async ({ tx }) => {
    await expect(listSessions(contextOf(tx, { actor: null }))).rejects.toMatchObject({
      code: "unauthenticated",
    });
    const actor = actorOf("admin", { scopes: ["data:read"] });
    await expect(listSessions(contextOf(tx, { actor }))).rejects.toMatchObject({
      code: "forbidden",
    });
  });
});

describe("an admin", () => {
  test("sees every account's sessions and ends them", async ({ tx }) => {
    const { email } = await addPerson(tx);
    const { sessionId } = await signInAs(tx, email);
    const listed = await listAccounts(contextOf(tx));
    expect(listed.find((one) => one.email === email)).toMatchObject({
      hasSecondStep: false,
      sessions: [{ id: sessionId }],
    });
    await endSession(contextOf(tx, { actor: actorOf("admin", await addPerson(tx)) }), {
      sessionId,
    });
    expect(await findSessionActor(tx, sessionId, NOW)).toBeNull();
  });

  test("makes a link in place of the earlier one, none for a disabled account", async ({ tx }) => {
    const { email } = await addPerson(tx);
    const first = await makeResetLink(contextOf(tx), { email });
    const second = await makeResetLink(contextOf(tx), { email });
    expect(await findLink(tx, first.token, NOW)).toBeNull();
    expect(await findLink(tx, second.token, NOW)).toMatchObject({ email });
    await disableAccount(contextOf(tx), { email });
    await expect(makeResetLink(contextOf(tx), { email })).rejects.toMatchObject({
      code: "conflict",
    });
    await enableAccount(contextOf(tx), { email });
    await signInAs(tx, email);
    for (const role of ["verifier", "reporter", "firm"] as const) {
      const ctx = contextOf(tx, { actor: actorOf(role) });
      await expect(makeResetLink(ctx, { email })).rejects.toMatchObject({ code: "forbidden" });
      await expect(enableAccount(ctx, { email })).rejects.toMatchObject({ code: "forbidden" });
    }
  });

  test("cannot disable the last admin, also when two try it at once", async ({
    ownDatabase: { db },
  }) => {
    const admins = [await addPerson(db, { role: "admin" }), await addPerson(db, { role: "admin" })];
    const both = await Promise.allSettled(
      admins.map(({ email }) => disableAccount(contextOf(db), { email })),
    );
    expect(both.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
  });
});

test("what ended over a day ago is deleted, and nothing else", async ({ tx }) => {
  const { email, accountId } = await addPerson(tx);
  const ended = await signInAs(tx, email);
  const standing = await signInAs(tx, email, { now: later(SESSION_LIFETIME_MS - DAY_MS) });
  await signInAs(tx, email, { password: "a wrong one", address: null }).catch(() => undefined);
  await makeResetLink(contextOf(tx), { email });
  expect(await deleteExpired(tx, later(DAY_MS / 2))).toEqual({
    sessions: 0,
    links: 0,
    failures: 0,
  });
  const now = later(SESSION_LIFETIME_MS + DAY_MS + LINK_LIFETIME_MS);
  expect(await deleteExpired(tx, now)).toMatchObject({ sessions: 1, links: 1, failures: 1 });
  expect(await findSessionActor(tx, ended.sessionId, NOW)).toBeNull();
  expect(await findSessionActor(tx, standing.sessionId, now)).toMatchObject({ accountId });
});
