import { randomUUID } from "node:crypto";
import { and, eq, isNull } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { accounts, sessions } from "#server/db/schema/accounts.ts";
import { addMs, type Instant } from "#server/domain/time.ts";
import { SESSION_LIFETIME_MS } from "./sessions.ts";

const MAX_USER_AGENT_CHARS = 200;

export interface NewSession {
  readonly accountId: string;
  /** The hash that the password was checked against. */
  readonly passwordHash: string;
  readonly userAgent: string | null;
  readonly now: Instant;
}

/** Begins a session; null when the password was changed or the account disabled since it was read. */
export async function beginSession(tx: Transaction, of: NewSession): Promise<string | null> {
  const { accountId, passwordHash, userAgent, now } = of;
  // A password changed or an account disabled since it was read must not be outlived by this session.
  const [same] = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(
      and(
        eq(accounts.id, accountId),
        eq(accounts.passwordHash, passwordHash),
        isNull(accounts.disabledAt),
      ),
    )
    .for("share");
  if (same === undefined) return null;
  const sessionId = randomUUID();
  await tx.insert(sessions).values({
    id: sessionId,
    accountId,
    createdAt: now,
    lastSeenAt: now,
    expiresAt: addMs(now, SESSION_LIFETIME_MS),
    userAgent: userAgent?.slice(0, MAX_USER_AGENT_CHARS) ?? null,
  });
  return sessionId;
}
