import { and, eq } from "drizzle-orm";
import { notices, webhookEndpoints } from "#server/db/schema/watches.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { OfEndpoint } from "./endpoint-input.ts";
import { lockEndpoint } from "./endpoint-rows.ts";

/**
 * Ends an endpoint for good: what waits for it is dropped, its secrets are deleted, its log stays.
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found` (also when it has been ended)
 */
export async function endEndpoint(
  ctx: ServiceContext,
  raw: unknown,
): Promise<{ endpointId: string }> {
  const { database, now } = ctx;
  const { endpointId } = parseInput(OfEndpoint, raw);
  return database.transaction(async (tx) => {
    const { actor } = await lockEndpoint(tx, ctx, { need: "change", endpointId });
    await tx
      .update(webhookEndpoints)
      .set({ endedAt: now, secrets: [] })
      .where(eq(webhookEndpoints.id, endpointId));
    await tx
      .update(notices)
      .set({ state: "dropped", settledAt: now })
      .where(and(eq(notices.endpointId, endpointId), eq(notices.state, "waiting")));
    await recordAudit(tx, { actor, now, action: "webhook.end", subject: endpointId });
    return { endpointId };
  });
}
