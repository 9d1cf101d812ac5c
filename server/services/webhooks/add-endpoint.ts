import { and, eq, isNull } from "drizzle-orm";
import { webhookEndpoints } from "#server/db/schema/watches.ts";
import { DomainError } from "#server/domain/errors.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { SecretContext } from "../accounts/secret-context.ts";
import { AddEndpointInput, getWebhookUrl } from "./endpoint-input.ts";
import { lockNetworks } from "./endpoint-rows.ts";
import { makeSecret } from "./endpoint-secrets.ts";
import { actingFirm } from "./webhook-firm.ts";

/** Of one firm at a time: systems of its own, not an audience. */
export const MAX_ENDPOINTS = 10;

/**
 * Makes an endpoint of the actor's firm with a secret, which is told this once. Asked again under the same id it makes
 * nothing and tells no secret: whoever lost that answer rotates the secret.
 * @throws DomainError `unauthenticated`, `forbidden`, `invalid` (`url`, `eventTypes`), `conflict` (the id is taken),
 *   `too_many`
 */
export async function addEndpoint(
  ctx: SecretContext,
  raw: unknown,
): Promise<{ endpointId: string; secret: string | null }> {
  const input = parseInput(AddEndpointInput, raw);
  const { actor, firmId } = await actingFirm(ctx, "change", input.firmId ?? null);
  const { authSecret, now } = ctx;
  const endpointId = input.id;
  return ctx.database.transaction(async (tx) => {
    const privateNetworks = await lockNetworks(tx, firmId);
    const url = getWebhookUrl(input.url, privateNetworks);
    const [earlier] = await tx
      .select({ firmId: webhookEndpoints.firmId, url: webhookEndpoints.url })
      .from(webhookEndpoints)
      .where(eq(webhookEndpoints.id, endpointId));
    if (earlier !== undefined) {
      if (earlier.firmId === firmId && earlier.url === url) return { endpointId, secret: null };
      throw new DomainError("conflict", "A webhook with this id exists already; use a new id.");
    }
    const isOpen = and(eq(webhookEndpoints.firmId, firmId), isNull(webhookEndpoints.endedAt));
    if ((await tx.$count(webhookEndpoints, isOpen)) >= MAX_ENDPOINTS) {
      const message = `A firm has at most ${MAX_ENDPOINTS} webhooks; end one that is not used.`;
      throw new DomainError("too_many", message);
    }
    const { secret, stored } = makeSecret({ endpointId, authSecret, now });
    const { eventTypes } = input;
    await tx
      .insert(webhookEndpoints)
      .values({ id: endpointId, firmId, url, eventTypes, secrets: [stored], createdAt: now });
    const details = { firmId, host: new URL(url).host };
    await recordAudit(tx, { actor, now, action: "webhook.add", subject: endpointId, details });
    return { endpointId, secret };
  });
}
