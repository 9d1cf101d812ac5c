import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "#server/domain/time.ts";
import { disableAccount } from "#server/services/accounts/disable-account.ts";
import { revokeAccountSessions } from "#server/services/accounts/revoke-account-sessions.ts";
import {
  findSessionActor,
  revokeSession,
  SESSION_LIFETIME_MS,
} from "#server/services/accounts/sessions.ts";
import { FREE_ATTEMPTS, LONGEST_WAIT_SECONDS } from "#server/services/accounts/sign-in-backoff.ts";
import { test } from "../../support/database.ts";
import { actorOf, addCrossing, addPerson, contextOf, later, NOW, signInAs } from "./builders.ts";

const WRONG = { password: "not that one at all" };

describe("signing in", () => {
  test("gives a session that stands for the account, its role and crossings", async ({ tx }) => {
    await addCrossing(tx, "torkham");
    const { email, accountId } = await addPerson(tx, { crossings: ["torkham"] });
    const { sessionId } = await signInAs(tx, ` ${email.toUpperCase()} `);
    expect(await findSessionActor(tx, sessionId, NOW)).toEqual({
      accountId,
      role: "reporter",
      name: "Zarghuna",
      crossingIds: ["torkham"],
    });
  });

  test("is refused alike for a wrong password, an unknown and a disabled account", async ({
    tx,
  }) => {
    const { email } = await addPerson(tx);
    const disabled = await addPerson(tx);
    const invited = await addPerson(tx, { password: undefined });
    await disableAccount(contextOf(tx), { email: disabled.email });
    const refusals = await Promise.all(
      [
        signInAs(tx, email, WRONG),
        signInAs(tx, "nobody@example.org"),
        signInAs(tx, disabled.email),
        signInAs(tx, invited.email, { password: "" }),
      ].map((attempt) => attempt.catch((error: unknown) => String(error))),
    );
    expect(new Set(refusals).size).toBe(1);
    expect(refusals[0]).toContain("do not fit together");
  });

  test("backs off after some failures, ever longer, and never for good", async ({ tx }) => {
    const { email } = await addPerson(tx, { role: "admin" });
    for (let i = 0; i < FREE_ATTEMPTS.account; i++) {
      await expect(signInAs(tx, email, { ...WRONG, address: null })).rejects.toMatchObject({
        code: "unauthenticated",
      });
    }
    await expect(signInAs(tx, email, { address: null })).rejects.toMatchObject({
      code: "too_many",
      details: { retryAfterSeconds: 2 },
    });
    const second = later(2 * SECOND_MS);
    await expect(
      signInAs(tx, email, { ...WRONG, address: null, now: second }),
    ).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await expect(signInAs(tx, email, { address: null, now: second })).rejects.toMatchObject({
      details: { retryAfterSeconds: 4 },
    });
    let now = second;
    for (let i = 0; i < 30; i++) {
      now = new Date(Date.parse(now) + LONGEST_WAIT_SECONDS.account * SECOND_MS).toISOString();
      await expect(signInAs(tx, email, { ...WRONG, address: null, now })).rejects.toMatchObject({
        code: "unauthenticated",
      });
    }
    const afterTheLongest = new Date(Date.parse(now) + 15 * MINUTE_MS).toISOString();
    await signInAs(tx, email, { address: null, now: afterTheLongest });
    await signInAs(tx, email, { address: null, now: afterTheLongest });
  });

  test("backs off an address that tries many accounts, and others not at all", async ({ tx }) => {
    const { email } = await addPerson(tx);
    for (let i = 0; i < FREE_ATTEMPTS.address; i++) {
      await expect(signInAs(tx, `guess-${i}@example.org`, WRONG)).rejects.toMatchObject({
        code: "unauthenticated",
      });
    }
    await expect(signInAs(tx, email)).rejects.toMatchObject({ code: "too_many" });
    await signInAs(tx, email, { address: "198.51.100.9" });
    await signInAs(tx, email, { address: null });
    await signInAs(tx, email, { now: later(25 * HOUR_MS) });
  });

  test("counts a hundred guesses at once as a hundred", async ({ ownDatabase: { db } }) => {
    const { email } = await addPerson(db);
    const guesses = Array.from({ length: 20 }, () =>
      signInAs(db, email, { ...WRONG, address: null }).catch((error) => error.code),
    );
    const codes = await Promise.all(guesses);
    expect(codes.filter((code) => code === "unauthenticated")).toHaveLength(FREE_ATTEMPTS.account);
    expect(codes.filter((code) => code === "too_many")).toHaveLength(15);
  });
});

describe("a session", () => {
  test("ends when it is signed out, and only that one", async ({ tx }) => {
    const { email } = await addPerson(tx);
    const phone = await signInAs(tx, email);
    const desktop = await signInAs(tx, email);
    await revokeSession(tx, phone.sessionId, NOW);
    expect(await findSessionActor(tx, phone.sessionId, NOW)).toBeNull();
    expect(await findSessionActor(tx, desktop.sessionId, NOW)).not.toBeNull();
  });

  test("ends with its account, and when an admin ends all of them", async ({ tx }) => {
    const { email } = await addPerson(tx);
    const first = await signInAs(tx, email);
    expect(await revokeAccountSessions(contextOf(tx), { email })).toMatchObject({
      endedSessions: 1,
    });
    expect(await findSessionActor(tx, first.sessionId, NOW)).toBeNull();
    const second = await signInAs(tx, email);
    await disableAccount(contextOf(tx), { email });
    expect(await findSessionActor(tx, second.sessionId, NOW)).toBeNull();
    expect(await disableAccount(contextOf(tx), { email })).toMatchObject({ endedSessions: 0 });
  });

  test("lasts thirty days from its last use", async ({ tx }) => {
    const { email } = await addPerson(tx);
    const { sessionId } = await signInAs(tx, email);
    const lastDay = later(SESSION_LIFETIME_MS - HOUR_MS);
    expect(await findSessionActor(tx, sessionId, lastDay)).not.toBeNull();
    const wellAfter = later(SESSION_LIFETIME_MS + HOUR_MS);
    expect(await findSessionActor(tx, sessionId, wellAfter)).not.toBeNull();
    const [row] = await tx.execute(
      sql`select expires_at > ${later(2 * SESSION_LIFETIME_MS - 2 * HOUR_MS)} as renewed from sessions`,
    );
    expect(row?.renewed).toBe(true);
    expect(await findSessionActor(tx, sessionId, later(3 * SESSION_LIFETIME_MS))).toBeNull();
  });

  test("is not ended by who is no admin", async ({ tx }) => {
    const { email } = await addPerson(tx);
    for (const role of ["verifier", "reporter", "firm"] as const) {
      const ctx = contextOf(tx, { actor: actorOf(role) });
      await expect(revokeAccountSessions(ctx, { email })).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(disableAccount(ctx, { email })).rejects.toMatchObject({ code: "forbidden" });
    }
  });
});
