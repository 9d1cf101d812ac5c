import { and, eq, sql } from "drizzle-orm";
import { notices, webhookEndpoints } from "#server/db/schema/watches.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { PARKED_WEBHOOK } from "#server/domain/watch.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { lockWatches, parkWatches } from "../watches/park-watches.ts";
import { OfEndpoint } from "./endpoint-input.ts";
import { lockEndpoint, lockFirmOf } from "./endpoint-rows.ts";

/**
 * Ends an endpoint for good: what waits for it is dropped, its secrets are deleted, its log stays. Watches that tell by
 * it are parked.
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found` (also when it has been ended)
 */
export async function endEndpoint(
  ctx: ServiceContext,
  raw: unknown,
): Promise<{ endpointId: string }> {
  const { database, now } = ctx;
  const { endpointId } = parseInput(OfEndpoint, raw);
  return database.transaction(async (tx) => {
    const itsWatches = sql`endpoint_id = ${endpointId}::uuid`;
    await lockFirmOf(tx, endpointId);
    await lockWatches(tx, itsWatches);
    const { actor } = await lockEndpoint(tx, ctx, { need: "change", endpointId });
    await tx
      .update(webhookEndpoints)
      .set({ endedAt: now, secrets: [] })
      .where(eq(webhookEndpoints.id, endpointId));
    await tx
      .update(notices)
      .set({ state: "dropped", settledAt: now })
      .where(and(eq(notices.endpointId, endpointId), eq(notices.state, "waiting")));
    const parked = await parkWatches(tx, itsWatches, { reason: PARKED_WEBHOOK, now });
    const details = { watches: parked };
    await recordAudit(tx, { actor, now, action: "webhook.end", subject: endpointId, details });
    return { endpointId };
  });
}
