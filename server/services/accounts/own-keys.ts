/** One's own API keys: what the account page and `GET /api/v1/keys` are made of. */
import { and, count, eq, isNull, sql } from "drizzle-orm";
import { z } from "zod";
import { accounts, apiKeys } from "#server/db/schema/accounts.ts";
import { KEY_DAYS, SCOPES, type Scope } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { assertCan, scopesFor } from "#server/domain/permissions.ts";
import { addMs, DAY_MS, fromMs, type Instant, toMs } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { type AddedKey, addKey } from "./add-key.ts";
import { scopesOf } from "./find-key-actor.ts";
import { assertPerson } from "./person.ts";

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

/**
 * Makes a key for oneself.
 * @throws DomainError `invalid` for a scope that one's role has no use for, `conflict` beyond `MAX_STANDING_KEYS`
 */
export async function addOwnKey(ctx: ServiceContext, raw: unknown): Promise<AddedKey> {
  const person = assertPerson(ctx.actor);
  const { label, scopes, days } = parseInput(AddOwnKeyInput, raw);
  const offered = scopesFor(person.role);
  const wrong = scopes.find((scope) => !offered.includes(scope));
  if (wrong !== undefined) {
    const message = `${wrong} is of no use to the role ${person.role}; choose ${offered.join(" or ")}`;
    throw new DomainError("invalid", `scopes: ${message}`, {
      fields: [{ path: "scopes", message }],
    });
  }
  const mine = and(eq(apiKeys.accountId, person.accountId), isNull(apiKeys.revokedAt));
  const standing = sql`(${apiKeys.expiresAt} is null or ${apiKeys.expiresAt} > ${ctx.now})`;
  const [held] = await ctx.database
    .select({ keys: count() })
    .from(apiKeys)
    .where(and(mine, standing));
  if ((held?.keys ?? 0) >= MAX_STANDING_KEYS) {
    const message = `You have ${MAX_STANDING_KEYS} keys already; revoke one that is not used.`;
    throw new DomainError("conflict", message);
  }
  const [account] = await ctx.database
    .select({ email: accounts.email })
    .from(accounts)
    .where(eq(accounts.id, person.accountId));
  const expiresAt = days === null ? {} : { expiresAt: addMs(ctx.now, days * DAY_MS) };
  return addKey(ctx, { email: account?.email ?? "", scopes, label, ...expiresAt });
}
