import { and, eq, inArray } from "drizzle-orm";
import { z } from "zod";
import { accountCrossings, accounts } from "#server/db/schema/accounts.ts";
import { ROLES, type Role } from "#server/domain/actor.ts";
import { CrossingId } from "#server/domain/crossing.ts";
import { DomainError } from "#server/domain/errors.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ServiceContext } from "../context.ts";
import { recordAudit } from "./audit.ts";
import { checkCrossings } from "./check-crossings.ts";
import { getAccountByEmail } from "./find-account.ts";
import { assertNotLastAdmin } from "./last-admin.ts";
import { roleOf } from "./sessions.ts";

export const ChangeAccountInput = z.strictObject({
  email: z.string(),
  role: z.enum(ROLES, `must be one of ${ROLES.join(", ")}`).optional(),
  /** To be added to the account's crossings. */
  crossings: z.array(CrossingId).max(500).default([]),
  removed: z.array(CrossingId).max(500).default([]),
});

export interface ChangedAccount {
  readonly accountId: string;
  readonly email: string;
  readonly role: Role;
  /** All that are the account's now, in order. */
  readonly crossings: readonly string[];
}

/**
 * Gives an account another role, and crossings to report on or takes them away. It counts from the next request on;
 * sessions and what was reported stay. What is so already stays so.
 * @throws DomainError `forbidden` unless an admin asks, `not_found`, `invalid` with the field, `conflict` for the last admin
 */
export async function changeAccount(ctx: ServiceContext, raw: unknown): Promise<ChangedAccount> {
  assertCan(ctx.actor, "account.manage");
  const { actor, database, now } = ctx;
  const { email, role, crossings, removed } = parseInput(ChangeAccountInput, raw);
  if (role === undefined && crossings.length === 0 && removed.length === 0) {
    throw new DomainError("invalid", "Nothing is to be changed; give a role or crossings.");
  }
  return database.transaction(async (tx) => {
    const { id: accountId, email: known } = await getAccountByEmail(tx, email);
    await checkCrossings(tx, [...crossings, ...removed]);
    if (role !== undefined) {
      if (role !== "admin") await assertNotLastAdmin(tx, accountId);
      await tx.update(accounts).set({ role }).where(eq(accounts.id, accountId));
    }
    if (crossings.length > 0) {
      const rows = [...new Set(crossings)].map((crossingId) => ({ crossingId, accountId }));
      await tx.insert(accountCrossings).values(rows).onConflictDoNothing();
    }
    if (removed.length > 0) {
      const theirs = eq(accountCrossings.accountId, accountId);
      await tx
        .delete(accountCrossings)
        .where(and(theirs, inArray(accountCrossings.crossingId, removed)));
    }
    const [account] = await tx
      .select({ role: accounts.role })
      .from(accounts)
      .where(eq(accounts.id, accountId));
    const left = await tx
      .select({ id: accountCrossings.crossingId })
      .from(accountCrossings)
      .where(eq(accountCrossings.accountId, accountId))
      .orderBy(accountCrossings.crossingId);
    await recordAudit(tx, {
      actor,
      now,
      action: "account.change",
      subject: accountId,
      details: { ...(role === undefined ? {} : { role }), crossings, removed },
    });
    return {
      accountId,
      email: known,
      role: roleOf(account?.role ?? ""),
      crossings: left.map(({ id }) => id),
    };
  });
}
