import { eq } from "drizzle-orm";
import { webhookEndpoints } from "#server/db/schema/watches.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { ChangeEndpointInput, getWebhookUrl } from "./endpoint-input.ts";
import { lockEndpoint, lockNetworks } from "./endpoint-rows.ts";

/**
 * Another address, or other types of event; what waits goes to the new address.
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found`, `invalid` (`url`, `eventTypes`)
 */
export async function changeEndpoint(
  ctx: ServiceContext,
  raw: unknown,
): Promise<{ endpointId: string }> {
  const { database, now } = ctx;
  const input = parseInput(ChangeEndpointInput, raw);
  const { endpointId, eventTypes } = input;
  return database.transaction(async (tx) => {
    const { actor, endpoint } = await lockEndpoint(tx, ctx, { need: "change", endpointId });
    const privateNetworks = await lockNetworks(tx, endpoint.firmId);
    const url = input.url === undefined ? undefined : getWebhookUrl(input.url, privateNetworks);
    // A pause was asked for by the old address.
    const moved = url !== undefined && url !== endpoint.url ? { url, heldUntil: null } : {};
    await tx
      .update(webhookEndpoints)
      .set({ ...moved, eventTypes: eventTypes ?? endpoint.eventTypes })
      .where(eq(webhookEndpoints.id, endpointId));
    const details = { host: new URL(url ?? endpoint.url).host, eventTypes };
    await recordAudit(tx, { actor, now, action: "webhook.change", subject: endpointId, details });
    return { endpointId };
  });
}
