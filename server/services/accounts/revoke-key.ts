import { and, eq, isNull } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { apiKeys } from "#server/db/schema/accounts.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { ServiceContext } from "../context.ts";
import { recordAudit } from "./audit.ts";
import { listKeys } from "./list-keys.ts";
import { shownPart } from "./secret.ts";

/** Ends a key that somebody was found to be allowed to end; one that has ended stays as it is. */
export async function endKey(
  tx: Transaction,
  keyId: string,
  { actor, now }: Pick<ServiceContext, "actor" | "now">,
): Promise<void> {
  const ended = await tx
    .update(apiKeys)
    .set({ revokedAt: now })
    .where(and(eq(apiKeys.id, keyId), isNull(apiKeys.revokedAt)))
    .returning({ id: apiKeys.id });
  if (ended.length === 0) return;
  await recordAudit(tx, { actor, now, action: "key.revoke", subject: keyId });
}

/**
 * Ends a key, named by its id or by the characters it begins with. Ending it again changes nothing.
 * @throws DomainError `not_found`, `forbidden`, `conflict` when several keys begin so
 */
export async function revokeKey(
  ctx: ServiceContext,
  input: { readonly key: string },
): Promise<{ keyId: string }> {
  const mine = await listKeys(ctx);
  const named = mine.filter(
    ({ id, prefix }) => id === input.key || prefix === shownPart(input.key),
  );
  const [key] = named;
  if (key === undefined) {
    throw new DomainError(
      "not_found",
      `There is no key ${shownPart(input.key)}; see the list of keys.`,
    );
  }
  if (named.length > 1) {
    throw new DomainError("conflict", "Several keys begin like that; give the id instead.");
  }
  await ctx.database.transaction((tx) => endKey(tx, key.id, ctx));
  return { keyId: key.id };
}
