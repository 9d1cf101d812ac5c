/**
 * Sessions: rows in Postgres. The browser's cookie only names one; whether it still stands is read at each use, so
 * signing out, disabling an account or changing its password ends it at once.
 */
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Database, Transaction } from "#server/db/client.ts";
import { accountCrossings, accounts, sessions } from "#server/db/schema/accounts.ts";
import { type Actor, ROLES, type Role } from "#server/domain/actor.ts";
import { addMs, DAY_MS, HOUR_MS, type Instant, toMs } from "#server/domain/time.ts";

/** Counted from its last use. */
export const SESSION_LIFETIME_MS = 30 * DAY_MS;
/** A session in use is renewed at most this often: a write for each page would be a waste. */
const RENEW_EVERY_MS = HOUR_MS;

/** The column's check constraint allows nothing else. */
export function roleOf(text: string): Role {
  const role = ROLES.find((one) => one === text);
  if (role === undefined) throw new Error(`account with the role "${text}"`);
  return role;
}

/** An account's crossings as an SQL array, for the account of the row at hand. */
export const crossingIdsOfAccount = sql<string[]>`array(
  select ${accountCrossings.crossingId} from ${accountCrossings}
  where ${accountCrossings.accountId} = ${accounts.id} order by 1)`;

/**
 * Who a session stands for, and renews it; null when it was revoked, has ended, or its account is disabled.
 * @param sessionId a UUID
 */
export async function findSessionActor(
  db: Database,
  sessionId: string,
  now: Instant,
): Promise<Actor | null> {
  const [row] = await db
    .select({
      accountId: accounts.id,
      role: accounts.role,
      name: accounts.name,
      crossingIds: crossingIdsOfAccount,
      lastSeenAt: sessions.lastSeenAt,
    })
    .from(sessions)
    .innerJoin(accounts, eq(accounts.id, sessions.accountId))
    .where(
      and(
        eq(sessions.id, sessionId),
        isNull(sessions.revokedAt),
        isNull(accounts.disabledAt),
        sql`${sessions.expiresAt} > ${now}`,
      ),
    );
  if (row === undefined) return null;
  if (toMs(row.lastSeenAt) < toMs(now) - RENEW_EVERY_MS) {
    await db
      .update(sessions)
      .set({ lastSeenAt: now, expiresAt: addMs(now, SESSION_LIFETIME_MS) })
      .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)));
  }
  const { accountId, name, crossingIds } = row;
  return { accountId, role: roleOf(row.role), name, crossingIds };
}

/** Ends one session; one that has ended already stays as it was. */
export async function revokeSession(db: Database, sessionId: string, now: Instant): Promise<void> {
  await db
    .update(sessions)
    .set({ revokedAt: now })
    .where(and(eq(sessions.id, sessionId), isNull(sessions.revokedAt)));
}

/** Ends every session of an account; how many that were. */
export async function revokeSessionsOf(
  tx: Transaction,
  accountId: string,
  now: Instant,
): Promise<number> {
  const ended = await tx
    .update(sessions)
    .set({ revokedAt: now })
    .where(
      and(
        eq(sessions.accountId, accountId),
        isNull(sessions.revokedAt),
        sql`${sessions.expiresAt} > ${now}`,
      ),
    )
    .returning({ id: sessions.id });
  return ended.length;
}
