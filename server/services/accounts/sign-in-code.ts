import { eq } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
import { accounts } from "#server/db/schema/accounts.ts";
import { DomainError } from "#server/domain/errors.ts";
import { beginSession } from "./begin-session.ts";
import { findDevice } from "./device.ts";
import type { SecretContext } from "./secret-context.ts";
import type { SignedIn } from "./sign-in.ts";
import { chargeCode, forgiveCode } from "./sign-in-backoff.ts";
import { passwordMarkOf, readTicket, type Ticket } from "./sign-in-ticket.ts";
import { takeCode } from "./take-code.ts";

export interface SignInCodeInput {
  readonly ticket: string;
  /** Of the phone, or one from the recovery list; as typed. */
  readonly code: string;
  readonly userAgent: string | null;
  readonly deviceToken: string | null;
}

function outdated(): DomainError {
  return new DomainError("not_found", "Too much time has passed; begin with the password again.");
}

async function findAccount(database: Database, { accountId, passwordMark }: Ticket) {
  const [account] = await database
    .select({ email: accounts.email, passwordHash: accounts.passwordHash })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  if (account === undefined || account.passwordHash === null) return null;
  const { email, passwordHash } = account;
  return passwordMarkOf(passwordHash) === passwordMark ? { email, passwordHash } : null;
}

/**
 * The second step of signing in: begins the session that `signIn` held back.
 * @throws DomainError `not_found` when the ticket is old or the password has changed: begin again; `unauthenticated`
 *   for a code that is wrong or used; `too_many` with the seconds left during back-off
 */
export async function signInWithCode(
  ctx: SecretContext,
  input: SignInCodeInput,
): Promise<SignedIn> {
  const { authSecret, database, now } = ctx;
  const { code, userAgent } = input;
  const ticket = readTicket(input.ticket, { authSecret, now });
  const account = ticket === null ? null : await findAccount(database, ticket);
  if (ticket === null || account === null) throw outdated();
  const { accountId } = ticket;
  const { email, passwordHash } = account;
  const device = findDevice(input.deviceToken, { authSecret, email });
  await chargeCode(database, { accountId, device }, now);
  const sessionId = await database.transaction(async (tx) => {
    if (!(await takeCode(tx, { accountId, code, authSecret, now }))) {
      throw new DomainError(
        "unauthenticated",
        "This code is wrong, or has been used; wait for the next one, or use a recovery code.",
      );
    }
    return beginSession(tx, { accountId, passwordHash, userAgent, now });
  });
  if (sessionId === null) throw outdated();
  await forgiveCode(database, { accountId, device });
  return { kind: "signed_in", accountId, email, sessionId };
}
