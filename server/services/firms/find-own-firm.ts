import type { Membership } from "#server/domain/firm.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ServiceContext } from "../context.ts";
import { findMembership } from "./find-membership.ts";

/**
 * The firm of whoever asks; null: an admin has put them into none yet.
 * @throws DomainError `unauthenticated`, `forbidden` for an account that is no firm's
 */
export async function findOwnFirm(ctx: ServiceContext): Promise<Membership | null> {
  assertCan(ctx.actor, "firm.use");
  return findMembership(ctx.database, ctx.actor.accountId);
}
