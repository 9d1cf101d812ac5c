import { eq } from "drizzle-orm";
import { webhookEndpoints } from "#server/db/schema/watches.ts";
import { DomainError } from "#server/domain/errors.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { addMs, earlierOf, type Instant } from "#server/domain/time.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { SecretContext } from "../accounts/secret-context.ts";
import { OfEndpoint } from "./endpoint-input.ts";
import { lockEndpoint } from "./endpoint-rows.ts";
import { MAX_VALID_SECRETS, makeSecret, OLD_SECRET_MS, validSecrets } from "./endpoint-secrets.ts";

/**
 * A new secret, told this once. The one before stays valid for a day: until then both sign.
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found`, `too_many` (rotated twice within the day)
 */
export async function rotateSecret(
  ctx: SecretContext,
  raw: unknown,
): Promise<{ endpointId: string; secret: string; oldEndsAt: Instant }> {
  const { endpointId } = parseInput(OfEndpoint, raw);
  const { authSecret, database, now } = ctx;
  return database.transaction(async (tx) => {
    const { actor, endpoint } = await lockEndpoint(tx, ctx, { need: "change", endpointId });
    const valid = validSecrets(endpoint.secrets, now);
    if (valid.length >= MAX_VALID_SECRETS) {
      const message = `${valid.length} secrets of this webhook are valid; wait until the oldest has ended.`;
      throw new DomainError("too_many", message);
    }
    const oldEndsAt = addMs(now, OLD_SECRET_MS);
    const { secret, stored } = makeSecret({ endpointId, authSecret, now });
    const old = valid.map((one) => ({
      ...one,
      endsAt: earlierOf(one.endsAt ?? oldEndsAt, oldEndsAt),
    }));
    await tx
      .update(webhookEndpoints)
      .set({ secrets: [stored, ...old] })
      .where(eq(webhookEndpoints.id, endpointId));
    await recordAudit(tx, { actor, now, action: "webhook.rotate", subject: endpointId });
    return { endpointId, secret, oldEndsAt };
  });
}
