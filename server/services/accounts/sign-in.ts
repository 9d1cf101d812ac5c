import { randomUUID } from "node:crypto";
import { and, eq, isNull, sql } from "drizzle-orm";
import { accounts, sessions } from "#server/db/schema/accounts.ts";
import { DomainError } from "#server/domain/errors.ts";
import { addMs } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { verifyPassword } from "./password.ts";
import { SESSION_LIFETIME_MS } from "./sessions.ts";
import { chargeAttempt, forgiveAttempt } from "./sign-in-backoff.ts";

export interface SignInInput {
  readonly email: string;
  readonly password: string;
  readonly address: string | null;
  readonly userAgent: string | null;
}

export interface SignedIn {
  readonly accountId: string;
  readonly sessionId: string;
}

const MAX_USER_AGENT_CHARS = 200;

function refused(): DomainError {
  return new DomainError(
    "unauthenticated",
    "E-mail and password do not fit together; check both, or ask an admin for a new link.",
  );
}

/**
 * Begins a session for whoever gives an account's e-mail and password.
 *
 * Every refusal of the pair reads the same and takes the same time: no such account, wrong password, disabled, or no
 * password set yet.
 * @throws DomainError `unauthenticated` for those, `too_many` with the seconds left during back-off
 */
export async function signIn(ctx: ServiceContext, input: SignInInput): Promise<SignedIn> {
  const { database, now } = ctx;
  await chargeAttempt(database, input, now);
  const [account] = await database
    .select({
      id: accounts.id,
      passwordHash: accounts.passwordHash,
      disabledAt: accounts.disabledAt,
    })
    .from(accounts)
    .where(sql`lower(${accounts.email}) = ${input.email.trim().toLowerCase()}`);
  const isUsable = account !== undefined && account.disabledAt === null;
  const fits = await verifyPassword(isUsable ? account.passwordHash : null, input.password);
  if (!fits || account === undefined) throw refused();
  const sessionId = randomUUID();
  await database.transaction(async (tx) => {
    // A password changed or an account disabled since it was read must not be outlived by this session.
    const [same] = await tx
      .select({ id: accounts.id })
      .from(accounts)
      .where(
        and(
          eq(accounts.id, account.id),
          eq(accounts.passwordHash, account.passwordHash ?? ""),
          isNull(accounts.disabledAt),
        ),
      )
      .for("share");
    if (same === undefined) throw refused();
    await tx.insert(sessions).values({
      id: sessionId,
      accountId: account.id,
      createdAt: now,
      lastSeenAt: now,
      expiresAt: addMs(now, SESSION_LIFETIME_MS),
      userAgent: input.userAgent?.slice(0, MAX_USER_AGENT_CHARS) ?? null,
    });
  });
  await forgiveAttempt(database, input);
  return { accountId: account.id, sessionId };
}
