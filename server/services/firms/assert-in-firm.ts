import { eq } from "drizzle-orm";
import type { Database, Transaction } from "#server/db/client.ts";
import { firms } from "#server/db/schema/firms.ts";
import type { Actor } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import { canInFirm, type FirmAction, type Membership } from "#server/domain/firm.ts";
import { type Action, assertCan, can } from "#server/domain/permissions.ts";
import type { ServiceContext } from "../context.ts";
import { findMembership } from "./find-membership.ts";

/** What each asks of an account, and so of a key: what is not listed here no key may do. */
const PERMISSION: Readonly<Partial<Record<FirmAction, Action>>> = {
  "firm.read": "firm.read",
  "watch.edit": "firm.tell",
};

export interface FirmActor {
  readonly actor: Actor;
  readonly membership: Membership;
}

/**
 * Who acts in their own firm, and that they may.
 * @throws DomainError `unauthenticated`, `forbidden` (no account of a firm, in no firm yet, or the role is too low)
 */
export async function assertInFirm(ctx: ServiceContext, action: FirmAction): Promise<FirmActor> {
  assertCan(ctx.actor, PERMISSION[action] ?? "firm.use");
  const { actor, database } = ctx;
  return { actor, membership: await getMembership(database, actor, { action, deed: "do this" }) };
}

/**
 * The membership of somebody whose role in it may do that.
 * @param of.deed what a refusal says that they may not do
 * @throws DomainError `forbidden` (in no firm yet, or the role is too low)
 */
export async function getMembership(
  database: Database | Transaction,
  { accountId }: Actor,
  { action, deed }: { readonly action: FirmAction; readonly deed: string },
): Promise<Membership> {
  const membership = await findMembership(database, accountId);
  if (membership === null) {
    throw new DomainError(
      "forbidden",
      "Your account is in no firm yet; ask an admin to put it into one.",
    );
  }
  if (!canInFirm(membership.role, action)) {
    throw new DomainError(
      "forbidden",
      `A ${membership.role} of ${membership.name} may not ${deed}; ask an owner of the firm.`,
    );
  }
  return membership;
}

/**
 * Which firm is meant: any by an admin, one's own by its members.
 * @param firmId null: one's own
 * @throws DomainError `forbidden`; `invalid` when an admin names none
 */
export async function assertManagesFirm(
  ctx: ServiceContext,
  firmId: string | null,
  action: FirmAction,
): Promise<{ actor: Actor; firmId: string; isAdmin: boolean }> {
  if (ctx.actor !== null && can(ctx.actor, "firm.manage")) {
    if (firmId !== null) return { actor: ctx.actor, firmId, isAdmin: true };
    throw new DomainError("invalid", "firmId: say which firm is meant", {
      fields: [{ path: "firmId", message: "say which firm is meant" }],
    });
  }
  const { actor, membership } = await assertInFirm(ctx, action);
  if (firmId !== null && firmId !== membership.firmId) {
    throw new DomainError("forbidden", "That is another firm; you may look after your own only.");
  }
  return { actor, firmId: membership.firmId, isAdmin: false };
}

/**
 * One at a time changes who belongs to a firm, and what it has.
 * @throws DomainError `not_found` when there is none, or it is closed
 */
export async function lockFirm(tx: Transaction, firmId: string): Promise<void> {
  const [firm] = await tx
    .select({ closedAt: firms.closedAt })
    .from(firms)
    .where(eq(firms.id, firmId))
    .for("update");
  if (firm === undefined || firm.closedAt !== null) {
    throw new DomainError("not_found", `There is no firm ${firmId}; see the list of firms.`);
  }
}

/**
 * The firm's lock, and the right once more under it: of two owners who remove each other at once, one is refused.
 * @throws DomainError `not_found`, `forbidden`
 */
export async function lockManagedFirm(
  tx: Transaction,
  ctx: ServiceContext,
  of: { readonly firmId: string; readonly action: FirmAction },
): Promise<void> {
  await lockFirm(tx, of.firmId);
  await assertManagesFirm({ ...ctx, database: tx }, of.firmId, of.action);
}
