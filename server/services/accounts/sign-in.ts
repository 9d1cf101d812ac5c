import { sql } from "drizzle-orm";
import { accounts } from "#server/db/schema/accounts.ts";
import { DomainError } from "#server/domain/errors.ts";
import { beginSession } from "./begin-session.ts";
import { findDevice } from "./device.ts";
import { verifyPassword } from "./password.ts";
import type { SecretContext } from "./secret-context.ts";
import { chargeAttempt, forgiveAttempt } from "./sign-in-backoff.ts";
import { makeTicket } from "./sign-in-ticket.ts";
import { hasSecondStep } from "./take-code.ts";

export interface SignInInput {
  readonly email: string;
  readonly password: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  /** What the browser keeps from signing in before (device.ts). */
  readonly deviceToken: string | null;
}

export interface SignedIn {
  readonly kind: "signed_in";
  readonly accountId: string;
  readonly email: string;
  readonly sessionId: string;
}

/** The password is right; a code is asked for, together with the ticket. */
export interface CodeNeeded {
  readonly kind: "code_needed";
  readonly ticket: string;
}

function refused(): DomainError {
  return new DomainError(
    "unauthenticated",
    "E-mail and password do not fit together; check both, or ask an admin for a new link.",
  );
}

/**
 * Begins a session for whoever gives an account's e-mail and password, or asks them for the code of its second step.
 *
 * Every refusal of the pair reads the same and takes the same time: no such account, wrong password, disabled, or no
 * password set yet. Whether an account has a second step is seen only by who knows its password.
 * @throws DomainError `unauthenticated` for those, `too_many` with the seconds left during back-off
 */
export async function signIn(
  ctx: SecretContext,
  input: SignInInput,
): Promise<SignedIn | CodeNeeded> {
  const { authSecret, database, now } = ctx;
  const { address, userAgent } = input;
  const device = findDevice(input.deviceToken, { authSecret, email: input.email });
  const attempt = { email: input.email, address, device };
  await chargeAttempt(database, attempt, now);
  const [account] = await database
    .select({
      id: accounts.id,
      email: accounts.email,
      passwordHash: accounts.passwordHash,
      disabledAt: accounts.disabledAt,
    })
    .from(accounts)
    .where(sql`lower(${accounts.email}) = ${input.email.trim().toLowerCase()}`);
  const isUsable = account !== undefined && account.disabledAt === null;
  const fits = await verifyPassword(isUsable ? account.passwordHash : null, input.password);
  if (!fits || account === undefined || account.passwordHash === null) throw refused();
  const { id: accountId, email, passwordHash } = account;
  const sessionId = await database.transaction(async (tx) =>
    (await hasSecondStep(tx, accountId))
      ? "code_needed"
      : beginSession(tx, { accountId, passwordHash, userAgent, now }),
  );
  if (sessionId === null) throw refused();
  await forgiveAttempt(database, attempt);
  if (sessionId === "code_needed") {
    return {
      kind: "code_needed",
      ticket: makeTicket({ accountId, passwordHash }, { authSecret, now }),
    };
  }
  return { kind: "signed_in", accountId, email, sessionId };
}
