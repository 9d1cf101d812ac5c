import { sql } from "drizzle-orm";
import { describe, expect } from "vitest";
import { MINUTE_MS, SECOND_MS } from "#server/domain/time.ts";
import { makeResetLink } from "#server/services/accounts/make-reset-link.ts";
import {
  beginSecondStep,
  confirmSecondStep,
  getSecondStep,
  removeSecondStep,
  resetSecondStep,
} from "#server/services/accounts/second-step.ts";
import { findSessionActor } from "#server/services/accounts/sessions.ts";
import { setPassword } from "#server/services/accounts/set-password.ts";
import { TICKET_LIFETIME_MS } from "#server/services/accounts/sign-in-ticket.ts";
import { test } from "../../support/database.ts";
import {
  AUTH_SECRET,
  actorOf,
  addPerson,
  contextOf,
  givePassword,
  later,
  NOW,
  PASSWORD,
  signInAs,
} from "./builders.ts";
import { addEnrolled, codeAt, giveCode, ticketOf } from "./second-step-builders.ts";

const STEP_MS = 30 * SECOND_MS;

describe("the second step", () => {
  test("holds a sign-in back until the phone's code comes, each code once", async ({ tx }) => {
    const { email, accountId, secret } = await addEnrolled(tx);
    const ticket = await ticketOf(tx, email);
    const code = codeAt(secret, NOW);
    const { sessionId } = await giveCode(tx, { ticket, code });
    expect(await findSessionActor(tx, sessionId, NOW)).toMatchObject({ accountId });
    await expect(giveCode(tx, { ticket, code })).rejects.toMatchObject({ code: "unauthenticated" });
    // The step before it is spent with it.
    const before = codeAt(secret, later(-STEP_MS));
    await expect(giveCode(tx, { ticket, code: before })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    const now = later(STEP_MS);
    await giveCode(tx, { ticket, code: codeAt(secret, now), now });
  });

  test("takes one of two who bring the same code at once", async ({ ownDatabase: { db } }) => {
    const { email, secret } = await addEnrolled(db);
    const ticket = await ticketOf(db, email);
    const code = codeAt(secret, NOW);
    const both = await Promise.allSettled([1, 2].map(() => giveCode(db, { ticket, code })));
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("takes a code of a clock half a minute off, typed in another script, and no older", async ({
    tx,
  }) => {
    const { email, secret } = await addEnrolled(tx);
    const now = later(5 * MINUTE_MS);
    const ticket = await ticketOf(tx, email, now);
    const old = codeAt(secret, later(4 * MINUTE_MS - STEP_MS));
    await expect(giveCode(tx, { ticket, code: old, now })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    const code = codeAt(secret, later(5 * MINUTE_MS - STEP_MS));
    const persian = [...code]
      .map((digit) => String.fromCodePoint(0x06_f0 + Number(digit)))
      .join("");
    await giveCode(tx, { ticket, code: ` ${persian.slice(0, 3)} ${persian.slice(3)}`, now });
  });

  test("takes each recovery code once, also without the server's old secret", async ({ tx }) => {
    const { email, recoveryCodes, own } = await addEnrolled(tx);
    expect(new Set(recoveryCodes).size).toBe(10);
    const [first = "", second = ""] = recoveryCodes;
    const ticket = await ticketOf(tx, email);
    await giveCode(tx, { ticket, code: first.toLowerCase().replaceAll("-", " ") });
    await expect(giveCode(tx, { ticket, code: first })).rejects.toMatchObject({
      code: "unauthenticated",
    });
    await giveCode(tx, { ticket, code: second });
    expect(await getSecondStep(own(NOW))).toEqual({ isOn: true, recoveryCodesLeft: 8 });
  });

  test("keeps neither secret nor codes readable", async ({ tx }) => {
    const { accountId, secret, recoveryCodes, uri } = await addEnrolled(tx);
    expect(uri).toContain(`secret=${secret}`);
    const rows = await tx.execute(sql`select t::text as row from totp_secrets t
      union all select c::text from recovery_codes c union all select a::text from audit_events a`);
    const kept = JSON.stringify(rows);
    expect(kept).toContain(accountId);
    for (const one of [
      secret,
      ...recoveryCodes,
      ...recoveryCodes.map((c) => c.replaceAll("-", "")),
    ]) {
      expect(kept).not.toContain(one);
    }
  });

  test("a secret moved to another account does not open there", async ({ tx }) => {
    const mine = await addEnrolled(tx);
    const other = await addEnrolled(tx);
    await tx.execute(sql`update totp_secrets set last_step = 0, sealed_secret =
      (select sealed_secret from totp_secrets where account_id = ${mine.accountId})
      where account_id = ${other.accountId}`);
    const ticket = await ticketOf(tx, other.email);
    await expect(giveCode(tx, { ticket, code: codeAt(mine.secret, NOW) })).rejects.toMatchObject({
      code: "unauthenticated",
    });
  });

  test("tells who has only the e-mail nothing of itself", async ({ tx }) => {
    const { email } = await addEnrolled(tx);
    const plain = await addPerson(tx);
    const refusals = await Promise.all(
      [email, plain.email, "nobody@example.org"].map((one) =>
        givePassword(tx, one, { password: "a guess at it" }).catch(String),
      ),
    );
    expect(new Set(refusals).size).toBe(1);
    await expect(giveCode(tx, { ticket: "1.made-up", code: "123456" })).rejects.toMatchObject({
      code: "not_found",
    });
  });

  test("a ticket ends after some minutes, and with the password it was given for", async ({
    tx,
  }) => {
    const { email, secret } = await addEnrolled(tx);
    const ticket = await ticketOf(tx, email);
    const late = later(TICKET_LIFETIME_MS);
    await expect(
      giveCode(tx, { ticket, code: codeAt(secret, late), now: late }),
    ).rejects.toMatchObject({ code: "not_found" });
    const { token } = await makeResetLink(contextOf(tx), { email });
    await setPassword(contextOf(tx, { actor: null }), { token, password: "another one entirely" });
    await expect(giveCode(tx, { ticket, code: codeAt(secret, NOW) })).rejects.toMatchObject({
      code: "not_found",
    });
  });
});

describe("turning it on and off", () => {
  test("is in force only after a first right code", async ({ tx }) => {
    const { email, accountId } = await addPerson(tx);
    const actor = actorOf("reporter", { accountId });
    const own = { ...contextOf(tx, { actor }), authSecret: AUTH_SECRET };
    await expect(beginSecondStep(own, { password: "wrong" })).rejects.toMatchObject({
      details: { fields: [{ path: "password" }] },
    });
    const { secret } = await beginSecondStep(own, { password: PASSWORD });
    await expect(confirmSecondStep(own, { code: "000000" })).rejects.toMatchObject({
      details: { fields: [{ path: "code" }] },
    });
    await signInAs(tx, email);
    await confirmSecondStep(own, { code: codeAt(secret, NOW) });
    await ticketOf(tx, email);
    await expect(beginSecondStep(own, { password: PASSWORD })).rejects.toMatchObject({
      code: "conflict",
    });
    await expect(confirmSecondStep(own, { code: codeAt(secret, NOW) })).rejects.toMatchObject({
      code: "conflict",
    });
  });

  test("is removed with password and code alone", async ({ tx }) => {
    const { email, secret, own } = await addEnrolled(tx);
    const code = codeAt(secret, NOW);
    for (const [given, path] of [
      [{ password: "wrong", code }, "password"],
      [{ password: PASSWORD, code: "000000" }, "code"],
    ] as const) {
      await expect(removeSecondStep(own(NOW), given)).rejects.toMatchObject({
        details: { fields: [{ path }] },
      });
    }
    await removeSecondStep(own(NOW), { password: PASSWORD, code });
    expect(await getSecondStep(own(NOW))).toEqual({ isOn: false, recoveryCodesLeft: 0 });
    await signInAs(tx, email);
  });

  test("is reset by an admin, and by nobody else, with a trace", async ({ tx }) => {
    const { email, accountId } = await addEnrolled(tx);
    const verifier = contextOf(tx, { actor: actorOf("verifier") });
    await expect(resetSecondStep(verifier, { email })).rejects.toMatchObject({ code: "forbidden" });
    expect(await resetSecondStep(contextOf(tx), { email })).toEqual({ accountId, wasOn: true });
    await signInAs(tx, email);
    const [event] = await tx.execute(
      sql`select subject from audit_events where action = 'second_step.reset'`,
    );
    expect(event?.subject).toBe(accountId);
  });

  test("is not for API keys", async ({ tx }) => {
    const { accountId } = await addPerson(tx);
    const actor = actorOf("reporter", { accountId, scopes: ["reports:write"] });
    await expect(
      beginSecondStep(
        { ...contextOf(tx, { actor }), authSecret: AUTH_SECRET },
        { password: PASSWORD },
      ),
    ).rejects.toMatchObject({ code: "forbidden" });
  });
});
