import { randomUUID } from "node:crypto";
import { z } from "zod";
import { apiKeys } from "#server/db/schema/accounts.ts";
import { SCOPES } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { assertCan } from "#server/domain/permissions.ts";
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
    const key = newKey();
    const keyId = randomUUID();
    const scopes = [...new Set(input.scopes)];
    await tx.insert(apiKeys).values({
      id: keyId,
      accountId: account.id,
      keyHash: hashSecret(key),
      prefix: shownPart(key),
      label: input.label ?? null,
      scopes,
      createdAt: now,
      expiresAt: input.expiresAt ?? null,
    });
    await recordAudit(tx, {
      actor,
      now,
      action: "key.add",
      subject: keyId,
      details: { accountId: account.id, scopes },
    });
    return { keyId, key };
  });
}
