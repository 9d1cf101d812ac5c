import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { Transaction } from "#server/db/client.ts";
import { apiKeys } from "#server/db/schema/accounts.ts";
import { type Actor, SCOPES, type Scope } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { recordAudit } from "./audit.ts";
import { getAccountByEmail } from "./find-account.ts";
import { hashSecret, newKey, shownPart } from "./secret.ts";

export const AddKeyInput = z.strictObject({
  email: z.string(),
  scopes: z
    .array(z.enum(SCOPES, `must be one of ${SCOPES.join(", ")}`))
    .min(1, "name at least one scope"),
  label: z.string().trim().min(1).max(80).optional(),
  expiresAt: z.string().optional(),
});

export interface AddedKey {
  readonly keyId: string;
  /** Shown this once, kept nowhere. */
  readonly key: string;
}

export interface WantedKey {
  readonly accountId: string;
  readonly scopes: readonly Scope[];
  readonly label: string | null;
  readonly expiresAt: string | null;
}

/** Writes a key that somebody was found to be allowed to make. */
export async function storeKey(
  tx: Transaction,
  wanted: WantedKey,
  by: { readonly actor: Actor; readonly now: Instant },
): Promise<AddedKey> {
  const key = newKey();
  const keyId = randomUUID();
  const { accountId, label, expiresAt } = wanted;
  const scopes = [...new Set(wanted.scopes)];
  await tx.insert(apiKeys).values({
    id: keyId,
    accountId,
    keyHash: hashSecret(key),
    prefix: shownPart(key),
    label,
    scopes,
    createdAt: by.now,
    expiresAt,
  });
  const details = { accountId, scopes };
  await recordAudit(tx, { ...by, action: "key.add", subject: keyId, details });
  return { keyId, key };
}

/**
 * Makes a key for an account.
 * @throws DomainError `forbidden` for somebody else's account unless an admin asks, `not_found`, `invalid`
 */
export async function addKey(ctx: ServiceContext, raw: unknown): Promise<AddedKey> {
  const input = parseInput(AddKeyInput, raw);
  assertCan(ctx.actor, "key.manage");
  const { actor, now } = ctx;
  if (input.expiresAt !== undefined && input.expiresAt <= now) {
    const message = "lies in the past; give a day to come";
    throw new DomainError("invalid", `expiresAt ${message}`, {
      fields: [{ path: "expiresAt", message }],
    });
  }
  return ctx.database.transaction(async (tx) => {
    const account = await getAccountByEmail(tx, input.email);
    assertCan(actor, "key.manage", { ownerId: account.id });
    if (account.isDisabled) {
      throw new DomainError(
        "conflict",
        `The account ${account.email} is disabled; a key would not work.`,
      );
    }
    const wanted = {
      accountId: account.id,
      scopes: input.scopes,
      label: input.label ?? null,
      expiresAt: input.expiresAt ?? null,
    };
    return storeKey(tx, wanted, { actor, now });
  });
}
