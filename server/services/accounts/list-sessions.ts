import { and, eq, isNull, sql } from "drizzle-orm";
import { sessions } from "#server/db/schema/accounts.ts";
import { fromMs, type Instant, toMs } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { assertPerson } from "./person.ts";

export interface SessionRow {
  readonly id: string;
  readonly accountId: string;
  readonly createdAt: Instant;
  /** Right to an hour. */
  readonly lastSeenAt: Instant;
  readonly userAgent: string | null;
}

/** Sessions that still stand, the last used first: of one account, or of all. */
export async function readSessions(
  { database, now }: ServiceContext,
  accountId: string | null,
): Promise<SessionRow[]> {
  const rows = await database
    .select({
      id: sessions.id,
      accountId: sessions.accountId,
      createdAt: sessions.createdAt,
      lastSeenAt: sessions.lastSeenAt,
      userAgent: sessions.userAgent,
    })
    .from(sessions)
    .where(
      and(
        accountId === null ? undefined : eq(sessions.accountId, accountId),
        isNull(sessions.revokedAt),
        sql`${sessions.expiresAt} > ${now}`,
      ),
    )
    .orderBy(sql`${sessions.lastSeenAt} desc`, sessions.id);
  return rows.map((row) => ({
    ...row,
    createdAt: fromMs(toMs(row.createdAt)),
    lastSeenAt: fromMs(toMs(row.lastSeenAt)),
  }));
}

/** Where one is signed in. */
export async function listSessions(ctx: ServiceContext): Promise<SessionRow[]> {
  return readSessions(ctx, assertPerson(ctx.actor).accountId);
}
