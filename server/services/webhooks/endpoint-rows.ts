/** Reading endpoints, for the services beside. */
import { and, eq, inArray, isNull } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { firms } from "#server/db/schema/firms.ts";
import { webhookEndpoints } from "#server/db/schema/watches.ts";
import type { Actor } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { ServiceContext } from "../context.ts";
import { lockFirm } from "../firms/assert-in-firm.ts";
import { actingFirm, type Need } from "./webhook-firm.ts";

export type EndpointRow = typeof webhookEndpoints.$inferSelect;

/**
 * An endpoint that the actor may touch, locked until the transaction ends.
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found` (none, another firm's, or ended)
 */
export async function lockEndpoint(
  tx: Transaction,
  ctx: ServiceContext,
  { need, endpointId }: { readonly need: Need; readonly endpointId: string },
): Promise<{ actor: Actor; endpoint: EndpointRow }> {
  const [endpoint] = await tx
    .select()
    .from(webhookEndpoints)
    .where(and(eq(webhookEndpoints.id, endpointId), isNull(webhookEndpoints.endedAt)))
    .for("update");
  // Where there is none, its id stands for a firm that is nobody's: each hears what they would of another firm's.
  const firmId = endpoint?.firmId ?? endpointId;
  const { actor } = await actingFirm({ ...ctx, database: tx }, need, firmId);
  if (endpoint === undefined) {
    throw new DomainError("not_found", "There is no such webhook; see the list of webhooks.");
  }
  return { actor, endpoint };
}

/**
 * Locks the firm of an endpoint before the endpoint itself: nobody makes or changes one of its watches meanwhile. It
 * says nothing of whether the actor may; `lockEndpoint` does.
 */
export async function lockFirmOf(tx: Transaction, endpointId: string): Promise<void> {
  const its = tx
    .select({ firmId: webhookEndpoints.firmId })
    .from(webhookEndpoints)
    .where(eq(webhookEndpoints.id, endpointId));
  await tx.select({ id: firms.id }).from(firms).where(inArray(firms.id, its)).for("update");
}

/**
 * The firm's own network, and the firm locked: what counts its endpoints does so one after the other.
 * @throws DomainError `not_found` when the firm is none, or closed
 */
export async function lockNetworks(tx: Transaction, firmId: string): Promise<readonly string[]> {
  await lockFirm(tx, firmId);
  const [firm] = await tx
    .select({ privateNetworks: firms.privateNetworks })
    .from(firms)
    .where(eq(firms.id, firmId));
  return firm?.privateNetworks ?? [];
}
