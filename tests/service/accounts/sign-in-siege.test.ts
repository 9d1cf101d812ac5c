import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import type { Database } from "#server/db/client.ts";
import { DAY_MS, HOUR_MS, SECOND_MS } from "#server/domain/time.ts";
import { newDeviceToken } from "#server/services/accounts/device.ts";
import { makeResetLink } from "#server/services/accounts/make-reset-link.ts";
import { setPassword } from "#server/services/accounts/set-password.ts";
import { FREE_ATTEMPTS, LONGEST_WAIT_SECONDS } from "#server/services/accounts/sign-in-backoff.ts";
import { test } from "../../support/database.ts";
import {
  AUTH_SECRET,
  addPerson,
  contextOf,
  givePassword,
  later,
  NOW,
  signInAs,
} from "./builders.ts";
import { addEnrolled, codeAt, giveCode, ticketOf } from "./second-step-builders.ts";

describe("guessing codes", () => {
  /** Who knows the password tries without end, as soon as each wait is over; how many tries that made. */
  async function guess(db: Database, email: string, untilMs: number): Promise<number> {
    let now = NOW;
    let tries = 0;
    while (Date.parse(now) < Date.parse(later(untilMs))) {
      const ticket = await ticketOf(db, email, now);
      const refusal: unknown = await giveCode(db, { ticket, code: "not a code", now }).catch(
        (error: unknown) => error,
      );
      if (!(refusal instanceof Error)) throw new Error("let in");
      const wait = "details" in refusal ? refusal.details : {};
      const seconds =
        typeof wait === "object" && wait !== null && "retryAfterSeconds" in wait
          ? Number(wait.retryAfterSeconds)
          : 0;
      if (seconds === 0) tries += 1;
      now = new Date(Date.parse(now) + seconds * SECOND_MS).toISOString();
    }
    return tries;
  }

  test("is hopeless: some dozen tries in the first two days, four a day from then on", async ({
    tx,
  }) => {
    const { email } = await addEnrolled(tx);
    // 5 free, 14 waits that double up to 6 h (4.6 h together), then one each 6 h.
    expect(await guess(tx, email, 2 * DAY_MS)).toBeLessThanOrEqual(
      FREE_ATTEMPTS.code + 14 + (2 * DAY_MS) / (LONGEST_WAIT_SECONDS.code * SECOND_MS),
    );
  });

  test("a right password does not wipe out what wrong codes have cost", async ({ tx }) => {
    const { email, secret } = await addEnrolled(tx);
    for (let i = 0; i < FREE_ATTEMPTS.code; i++) {
      const ticket = await ticketOf(tx, email);
      await giveCode(tx, { ticket, code: "000000" }).catch(() => undefined);
    }
    const ticket = await ticketOf(tx, email);
    const code = codeAt(secret, NOW);
    await expect(giveCode(tx, { ticket, code })).rejects.toMatchObject({ code: "too_many" });
    const now = later(2 * SECOND_MS);
    await giveCode(tx, { ticket, code: codeAt(secret, now), now });
  });
});

describe("the last admin, under attack", () => {
  /** Somebody has taken every free moment of the account; a long wait has just begun. */
  async function besiege(db: Database, email: string): Promise<void> {
    for (let i = 0; i < 20; i++) {
      await db.execute(sql`update sign_in_failures set last_at = ${later(-DAY_MS / 2)}`);
      await givePassword(db, email, { password: "a guess", address: `198.51.100.${i}` }).catch(
        () => undefined,
      );
    }
    await expect(signInAs(db, email, { address: null })).rejects.toMatchObject({
      code: "too_many",
    });
  }

  test("gets in from a browser that has signed in before, and no other account does", async ({
    tx,
  }) => {
    const { email } = await addPerson(tx, { role: "admin" });
    const deviceToken = newDeviceToken({ authSecret: AUTH_SECRET, email });
    await besiege(tx, email);
    await signInAs(tx, email, { deviceToken });
    const strange = newDeviceToken({ authSecret: AUTH_SECRET, email: "other@example.org" });
    for (const one of [strange, "1.made-up", newDeviceToken({ authSecret: "another", email })]) {
      await expect(signInAs(tx, email, { deviceToken: one })).rejects.toMatchObject({
        code: "too_many",
      });
    }
  });

  test("a known browser is held back by its own failures", async ({ tx }) => {
    const { email } = await addPerson(tx, { role: "admin" });
    const deviceToken = newDeviceToken({ authSecret: AUTH_SECRET, email });
    for (let i = 0; i < FREE_ATTEMPTS.device; i++) {
      await givePassword(tx, email, { password: "a guess", deviceToken }).catch(() => undefined);
    }
    await expect(signInAs(tx, email, { deviceToken })).rejects.toMatchObject({ code: "too_many" });
    await signInAs(tx, email);
  });

  test("gets in by a one-time link, which no failed sign-in holds back", async ({ tx }) => {
    const { email } = await addPerson(tx, { role: "admin" });
    await besiege(tx, email);
    const { token } = await makeResetLink(contextOf(tx), { email });
    const password = "one that nobody guesses";
    await setPassword(contextOf(tx, { actor: null }), { token, password });
    await signInAs(tx, email, { password, now: later(HOUR_MS / 60) });
  });
});
