import { eq } from "drizzle-orm";
import { webhookEndpoints } from "#server/db/schema/watches.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { OfEndpoint } from "./endpoint-input.ts";
import { lockEndpoint } from "./endpoint-rows.ts";

/**
 * Sends to a disabled endpoint again, from now on; what failed meanwhile is sent again by `replayFailed`. Changes
 * nothing on one that is enabled, but for a pause, which it ends.
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found`
 */
export async function enableEndpoint(
  ctx: ServiceContext,
  raw: unknown,
): Promise<{ endpointId: string }> {
  const { database, now } = ctx;
  const { endpointId } = parseInput(OfEndpoint, raw);
  return database.transaction(async (tx) => {
    const { actor } = await lockEndpoint(tx, ctx, { need: "change", endpointId });
    await tx
      .update(webhookEndpoints)
      .set({ disabledAt: null, disabledReason: null, heldUntil: null })
      .where(eq(webhookEndpoints.id, endpointId));
    await recordAudit(tx, { actor, now, action: "webhook.enable", subject: endpointId });
    return { endpointId };
  });
}
