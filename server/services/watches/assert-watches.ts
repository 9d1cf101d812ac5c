import type { Actor } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import { canInFirm, type FirmAction, type Membership } from "#server/domain/firm.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ServiceContext } from "../context.ts";
import { findMembership } from "../firms/find-membership.ts";

/**
 * Whose watches these are: those of the actor's own firm.
 * @throws DomainError `unauthenticated`, `forbidden` (in no firm, or the role in it is too low)
 */
export async function assertWatches(
  ctx: ServiceContext,
  action: Extract<FirmAction, "firm.read" | "watch.edit">,
): Promise<{ actor: Actor; membership: Membership }> {
  assertCan(ctx.actor, action === "firm.read" ? "watch.read" : "watch.manage");
  const membership = await findMembership(ctx.database, ctx.actor.accountId);
  if (membership === null) {
    throw new DomainError(
      "forbidden",
      "Your account is in no firm yet; ask an admin to put it into one.",
    );
  }
  if (!canInFirm(membership.role, action)) {
    throw new DomainError(
      "forbidden",
      `A ${membership.role} of ${membership.name} may not change watches; ask an owner of the firm.`,
    );
  }
  return { actor: ctx.actor, membership };
}
