/** Who may do what with a firm's webhooks: its members read, its dispatchers and owners change, an admin does all. */
import type { Actor } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ServiceContext } from "../context.ts";
import { findMembership } from "../firms/find-membership.ts";

export type Need = "read" | "change";

const notYours = () =>
  new DomainError("not_found", "Your firm has no such webhook; see the list of its webhooks.");

/**
 * The firm that the actor acts for.
 * @param named only an admin names a firm; a member's is their own
 * @throws DomainError `unauthenticated`, `forbidden` (no firm, only a viewer), `invalid` (an admin names none),
 *   `not_found` (another's)
 */
export async function actingFirm(
  { actor, database }: Pick<ServiceContext, "actor" | "database">,
  need: Need,
  named?: string,
): Promise<{ actor: Actor; firmId: string }> {
  assertCan(actor, "watch.manage");
  if (actor.role === "admin") {
    if (named !== undefined) return { actor, firmId: named };
    const message = "is missing; name the firm";
    throw new DomainError("invalid", `firmId ${message}`, {
      fields: [{ path: "firmId", message }],
    });
  }
  const membership = await findMembership(database, actor.accountId);
  if (membership === null) {
    throw new DomainError("forbidden", "Your account belongs to no firm; ask an admin to add it.");
  }
  if (named !== undefined && named !== membership.firmId) throw notYours();
  if (need === "change" && membership.role === "viewer") {
    throw new DomainError(
      "forbidden",
      "A viewer of a firm may look, not change; ask an owner of the firm.",
    );
  }
  return { actor, firmId: membership.firmId };
}
