/** Who may do what with a firm's webhooks: its members read, its dispatchers and owners change, an admin does all. */
import type { Actor } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import { can } from "#server/domain/permissions.ts";
import type { ServiceContext } from "../context.ts";
import { assertManagesFirm } from "../firms/assert-in-firm.ts";

export type Need = "read" | "change";

const ACTIONS = { read: "firm.read", change: "watch.edit" } as const;

/**
 * The firm that the actor acts for.
 * @param named only an admin names a firm; a member's is their own
 * @throws DomainError `unauthenticated`, `forbidden` (no firm, only a viewer), `invalid` (an admin names none),
 *   `not_found` (another's)
 */
export async function actingFirm(
  ctx: ServiceContext,
  need: Need,
  named: string | null,
): Promise<{ actor: Actor; firmId: string }> {
  const isAdmin = ctx.actor !== null && can(ctx.actor, "firm.manage");
  const managed = await assertManagesFirm(ctx, isAdmin ? named : null, ACTIONS[need]);
  // Another's webhook is none: whoever guesses ids learns nothing.
  if (named !== null && named !== managed.firmId) {
    throw new DomainError("not_found", "There is no such webhook; see the list of webhooks.");
  }
  return managed;
}
