import type { Actor } from "#server/domain/actor.ts";
import type { FirmAction, Membership } from "#server/domain/firm.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ServiceContext } from "../context.ts";
import { getMembership } from "../firms/assert-in-firm.ts";

/**
 * Whose watches these are: those of the actor's own firm.
 * @throws DomainError `unauthenticated`, `forbidden` (in no firm, or the role in it is too low)
 */
export async function assertWatches(
  ctx: ServiceContext,
  action: Extract<FirmAction, "firm.read" | "watch.edit">,
): Promise<{ actor: Actor; membership: Membership }> {
  assertCan(ctx.actor, action === "firm.read" ? "watch.read" : "watch.manage");
  const { actor, database } = ctx;
  const of = { action, deed: "change watches" };
  return { actor, membership: await getMembership(database, actor, of) };
}
