import { Secret, TOTP } from "otpauth";
import type { Database } from "#server/db/client.ts";
import { type Instant, MINUTE_MS } from "#server/domain/time.ts";
import { beginSecondStep, confirmSecondStep } from "#server/services/accounts/second-step.ts";
import { signInWithCode } from "#server/services/accounts/sign-in-code.ts";
import {
  AUTH_SECRET,
  actorOf,
  addPerson,
  contextOf,
  givePassword,
  later,
  NOW,
  PASSWORD,
} from "./builders.ts";

/** What the authenticator app on the phone shows. */
export function codeAt(secret: string, now: Instant): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: Date.parse(now) });
}

/** An account whose second step has been on since a minute before NOW. */
export async function addEnrolled(db: Database) {
  const { email, accountId } = await addPerson(db, { role: "admin" });
  const actor = actorOf("admin", { accountId });
  const then = later(-MINUTE_MS);
  const own = (now: Instant) => ({ ...contextOf(db, { actor, now }), authSecret: AUTH_SECRET });
  const { secret, uri } = await beginSecondStep(own(then), { password: PASSWORD });
  const { recoveryCodes } = await confirmSecondStep(own(then), { code: codeAt(secret, then) });
  return { email, accountId, secret, uri, recoveryCodes, own };
}

export async function ticketOf(db: Database, email: string, now: Instant = NOW): Promise<string> {
  const outcome = await givePassword(db, email, { now });
  if (outcome.kind !== "code_needed") throw new Error("no code was asked for");
  return outcome.ticket;
}

export interface GivenCode {
  readonly ticket: string;
  readonly code: string;
  readonly now?: Instant;
  readonly authSecret?: string;
  readonly deviceToken?: string | null;
}

export function giveCode(db: Database, given: GivenCode) {
  const { ticket, code, now = NOW, authSecret = AUTH_SECRET, deviceToken = null } = given;
  return signInWithCode(
    { ...contextOf(db, { actor: null, now }), authSecret },
    { ticket, code, userAgent: "a phone", deviceToken },
  );
}
