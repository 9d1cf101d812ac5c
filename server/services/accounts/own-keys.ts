/** One's own API keys: what the account page and `GET /api/v1/keys` are made of. */
import { and, count, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { accounts, apiKeys } from "#server/db/schema/accounts.ts";
import { type Actor, KEY_DAYS, SCOPES, type Scope } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import { invalidField, parseInput } from "#server/domain/parse-input.ts";
import { assertCan, scopesFor } from "#server/domain/permissions.ts";
import { addMs, DAY_MS, fromMs, type Instant, toMs } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { type AddedKey, storeKey } from "./add-key.ts";
import { scopesOf } from "./find-key-actor.ts";
import { endKey } from "./revoke-key.ts";

export const KEY_STATES = ["active", "expired", "revoked"] as const;
type KeyState = (typeof KEY_STATES)[number];

export interface OwnKey {
  readonly id: string;
  /** Its first characters, to recognise it by. */
  readonly prefix: string;
  readonly label: string | null;
  readonly scopes: readonly Scope[];
  readonly state: KeyState;
  readonly createdAt: Instant;
  readonly expiresAt: Instant | null;
  readonly revokedAt: Instant | null;
  /** Right to a minute; null: never used. */
  readonly lastUsedAt: Instant | null;
}

/** A firm with more systems than this shares keys between them. */
export const MAX_STANDING_KEYS = 20;
/** Ended ones are shown too, so that one that suddenly fails can be understood. */
const SHOWN = 100;

const instantOrNull = (text: string | null) => (text === null ? null : fromMs(toMs(text)));

function stateOf(key: { revokedAt: string | null; expiresAt: string | null }, now: Instant) {
  if (key.revokedAt !== null) return "revoked";
  const expiresAt = instantOrNull(key.expiresAt);
  return expiresAt !== null && expiresAt <= now ? "expired" : "active";
}

/**
 * The keys of whoever asks, signed in or by a key with the scope data:read; newest first.
 * @throws DomainError `unauthenticated`, `forbidden` for a key without the scope
 */
export async function listOwnKeys({ actor, database, now }: ServiceContext): Promise<OwnKey[]> {
  assertCan(actor, "key.list");
  const rows = await database
    .select()
    .from(apiKeys)
    .where(eq(apiKeys.accountId, actor.accountId))
    .orderBy(sql`${apiKeys.createdAt} desc`, apiKeys.id)
    .limit(SHOWN);
  return rows.map((key) => ({
    id: key.id,
    prefix: key.prefix,
    label: key.label,
    scopes: scopesOf(key.scopes),
    state: stateOf(key, now),
    createdAt: fromMs(toMs(key.createdAt)),
    expiresAt: instantOrNull(key.expiresAt),
    revokedAt: instantOrNull(key.revokedAt),
    lastUsedAt: instantOrNull(key.lastUsedAt),
  }));
}

export const AddOwnKeyInput = z.strictObject({
  label: z.string().trim().min(1, "say what it is for").max(80),
  scopes: z.array(z.enum(SCOPES)).min(1, "choose at least one"),
  days: z.literal(KEY_DAYS),
});

/** A key that makes one hands on no more than it has: neither a scope nor a day. */
function refuseMoreThanOwn(
  { scopes: own, keyEndsAt = null }: Actor,
  scopes: readonly Scope[],
  expiresAt: Instant | null,
): void {
  if (own === undefined) return;
  const more = scopes.find((scope) => !own.includes(scope));
  if (more !== undefined) {
    const message = `${more} is no scope of the key that asks, which can hand on ${own.join(" or ")}; make this key on the account page`;
    throw invalidField({ path: "scopes", message });
  }
  if (keyEndsAt !== null && (expiresAt === null || expiresAt > keyEndsAt)) {
    const message = `is longer than the key that asks, which ends at ${keyEndsAt}; choose fewer, or make this key on the account page`;
    throw invalidField({ path: "days", message });
  }
}

/**
 * Makes a key for oneself; a key with the scope `keys:write` may too, and hands on no more than it has.
 * @throws DomainError `invalid` for a scope that one's role has no use for, or more than the asking key may or lasts;
 *   `conflict` beyond `MAX_STANDING_KEYS`
 */
export async function addOwnKey(ctx: ServiceContext, raw: unknown): Promise<AddedKey> {
  const { actor, now } = ctx;
  assertCan(actor, "key.own");
  const { accountId, role } = actor;
  const { label, scopes, days } = parseInput(AddOwnKeyInput, raw);
  const offered = scopesFor(role);
  const wrong = scopes.find((scope) => !offered.includes(scope));
  if (wrong !== undefined) {
    const message = `${wrong} is of no use to the role ${role}; choose ${offered.join(" or ")}`;
    throw invalidField({ path: "scopes", message });
  }
  const expiresAt = days === null ? null : addMs(now, days * DAY_MS);
  refuseMoreThanOwn(actor, scopes, expiresAt);
  return ctx.database.transaction(async (tx) => {
    // One at a time counts them and adds one.
    await tx
      .select({ id: accounts.id })
      .from(accounts)
      .where(eq(accounts.id, accountId))
      .for("update");
    const mine = and(eq(apiKeys.accountId, accountId), isNull(apiKeys.revokedAt));
    const standing = sql`(${apiKeys.expiresAt} is null or ${apiKeys.expiresAt} > ${now})`;
    const [held] = await tx.select({ keys: count() }).from(apiKeys).where(and(mine, standing));
    if ((held?.keys ?? 0) >= MAX_STANDING_KEYS) {
      const message = `You have ${MAX_STANDING_KEYS} keys already; revoke one that is not used.`;
      throw new DomainError("conflict", message);
    }
    return storeKey(tx, { accountId, scopes, label, expiresAt }, { actor, now });
  });
}

/**
 * Ends one of one's own keys, which may be the one that asks. Ending it again changes nothing.
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found` (none, or somebody else's)
 */
export async function revokeOwnKey(
  ctx: ServiceContext,
  { keyId }: { readonly keyId: string },
): Promise<{ keyId: string }> {
  const { actor, now } = ctx;
  assertCan(actor, "key.own");
  await ctx.database.transaction(async (tx) => {
    const [key] = await tx
      .select({ id: apiKeys.id })
      .from(apiKeys)
      .where(and(eq(apiKeys.id, keyId), eq(apiKeys.accountId, actor.accountId)));
    if (key === undefined) {
      throw new DomainError("not_found", `You have no key ${keyId}; see the list of your keys.`);
    }
    await endKey(tx, keyId, { actor, now });
  });
  return { keyId };
}
