import { and, eq, isNull, sql } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
import { accounts, apiKeys } from "#server/db/schema/accounts.ts";
import { type Actor, SCOPES, type Scope } from "#server/domain/actor.ts";
import { fromMs, type Instant, MINUTE_MS, toMs } from "#server/domain/time.ts";
import { hashSecret, KEY_PREFIX } from "./secret.ts";
import { crossingIdsOfAccount, roleOf } from "./sessions.ts";

/** `lastUsedAt` is right to this much: a write for each request would be a waste. */
const LAST_USED_EVERY_MS = MINUTE_MS;

/** What a key was given that still exists. */
export function scopesOf(texts: readonly string[]): Scope[] {
  return SCOPES.filter((scope) => texts.includes(scope));
}

/** Who an API key stands for, with its scopes; null when it is unknown, ended, or its account is disabled. */
export async function findKeyActor(db: Database, key: string, now: Instant): Promise<Actor | null> {
  if (!key.startsWith(KEY_PREFIX)) return null;
  const [row] = await db
    .select({
      keyId: apiKeys.id,
      scopes: apiKeys.scopes,
      lastUsedAt: apiKeys.lastUsedAt,
      expiresAt: apiKeys.expiresAt,
      accountId: accounts.id,
      role: accounts.role,
      name: accounts.name,
      crossingIds: crossingIdsOfAccount,
    })
    .from(apiKeys)
    .innerJoin(accounts, eq(accounts.id, apiKeys.accountId))
    .where(
      and(
        eq(apiKeys.keyHash, hashSecret(key)),
        isNull(apiKeys.revokedAt),
        isNull(accounts.disabledAt),
        sql`(${apiKeys.expiresAt} is null or ${apiKeys.expiresAt} > ${now})`,
      ),
    );
  if (row === undefined) return null;
  if (row.lastUsedAt === null || toMs(row.lastUsedAt) <= toMs(now) - LAST_USED_EVERY_MS) {
    await db.update(apiKeys).set({ lastUsedAt: now }).where(eq(apiKeys.id, row.keyId));
  }
  const { accountId, name, crossingIds, expiresAt } = row;
  return {
    accountId,
    role: roleOf(row.role),
    name,
    crossingIds,
    scopes: scopesOf(row.scopes),
    keyEndsAt: expiresAt === null ? null : fromMs(toMs(expiresAt)),
  };
}
