import { eq, sql } from "drizzle-orm";
import { accounts, apiKeys } from "#server/db/schema/accounts.ts";
import type { Scope } from "#server/domain/actor.ts";
import { assertCan, can } from "#server/domain/permissions.ts";
import { fromMs, type Instant, toMs } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { scopesOf } from "./find-key-actor.ts";

export interface KeyRow {
  readonly id: string;
  readonly email: string;
  readonly prefix: string;
  readonly label: string | null;
  readonly scopes: readonly Scope[];
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
  readonly lastUsedAt: Instant | null;
}

const instantOrNull = (text: string | null) => (text === null ? null : fromMs(toMs(text)));

/** The keys that the actor may manage, newest first: an admin all, everybody else their own. */
export async function listKeys(ctx: ServiceContext): Promise<KeyRow[]> {
  assertCan(ctx.actor, "key.manage");
  const { actor } = ctx;
  const rows = await ctx.database
    .select({ key: apiKeys, email: accounts.email })
    .from(apiKeys)
    .innerJoin(accounts, eq(accounts.id, apiKeys.accountId))
    .orderBy(sql`${apiKeys.createdAt} desc`);
  return rows
    .filter(({ key }) => can(actor, "key.manage", { ownerId: key.accountId }))
    .map(({ key, email }) => ({
      id: key.id,
      email,
      prefix: key.prefix,
      label: key.label,
      scopes: scopesOf(key.scopes),
      createdAt: fromMs(toMs(key.createdAt)),
      expiresAt: instantOrNull(key.expiresAt),
      revokedAt: instantOrNull(key.revokedAt),
      lastUsedAt: instantOrNull(key.lastUsedAt),
    }));
}
