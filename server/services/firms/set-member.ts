import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { accounts } from "#server/db/schema/accounts.ts";
import { firmMembers } from "#server/db/schema/firms.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { FirmRole } from "#server/domain/firm.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import type { Instant } from "#server/domain/time.ts";
import { recordAudit } from "../accounts/audit.ts";
import { getAccountByEmail } from "../accounts/find-account.ts";
import type { ServiceContext } from "../context.ts";
import { assertManagesFirm, lockManagedFirm } from "./assert-in-firm.ts";
import { SetMemberInput } from "./firm-input.ts";

const onEmail = (code: "invalid" | "conflict", message: string) =>
  new DomainError(code, `email: ${message}`, { fields: [{ path: "email", message }] });

/**
 * Writes a membership, new or with another role; gives who it is.
 * @throws DomainError `not_found`, `invalid` (an account of another role), `conflict` (in another firm)
 */
export async function putMember(
  tx: Transaction,
  member: {
    readonly firmId: string;
    readonly email: string;
    readonly role: FirmRole;
    readonly now: Instant;
  },
): Promise<{ accountId: string; email: string }> {
  const { firmId, role, now } = member;
  const { id: accountId, email } = await getAccountByEmail(tx, member.email);
  const [account] = await tx
    .select({ role: accounts.role })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  if (account?.role !== "firm") {
    throw onEmail("invalid", "is no account of a firm; give it the role firm first");
  }
  // The constraint on the account has the last word: of two firms that take it at once one is refused.
  const put = await tx
    .insert(firmMembers)
    .values({ firmId, accountId, role, joinedAt: now })
    .onConflictDoUpdate({
      target: firmMembers.accountId,
      set: { role },
      setWhere: eq(firmMembers.firmId, firmId),
    })
    .returning({ accountId: firmMembers.accountId });
  if (put.length === 0) throw onEmail("conflict", "is in another firm; it must leave that first");
  return { accountId, email };
}

/**
 * Refuses what would leave a firm to nobody. Called after the change, under the firm's lock.
 * @throws DomainError `conflict`
 */
export async function assertOwnerStays(tx: Transaction, firmId: string): Promise<void> {
  const owners = await tx
    .select({ id: accounts.id })
    .from(firmMembers)
    .innerJoin(accounts, eq(accounts.id, firmMembers.accountId))
    .where(
      and(
        eq(firmMembers.firmId, firmId),
        eq(firmMembers.role, "owner"),
        eq(accounts.role, "firm"),
        isNull(accounts.disabledAt),
      ),
    )
    .limit(1);
  if (owners.length === 0) {
    throw new DomainError("conflict", "This is the firm's last owner; make another one first.");
  }
}

/** What an owner is told of any account that cannot join: not whether there is one, nor whose it is. */
function hideOther(error: unknown): unknown {
  if (!(error instanceof DomainError)) return error;
  const isOfAccount = error.code === "not_found" || error.details.fields?.[0]?.path === "email";
  return isOfAccount
    ? onEmail("invalid", "is no account that can join; ask an admin to make one for your firm")
    : error;
}

/**
 * Puts an account into a firm, or gives a member another role. What is so already stays so.
 * @throws DomainError `forbidden` unless an admin or an owner of that firm asks; `invalid`, `not_found` or `conflict` when
 *   the account cannot join (an owner is not told why); `conflict` for the last owner
 */
export async function setMember(
  ctx: ServiceContext,
  raw: unknown,
): Promise<{ accountId: string; email: string; role: FirmRole }> {
  const input = parseInput(SetMemberInput, raw);
  const { actor, firmId, isAdmin } = await assertManagesFirm(ctx, input.firmId, "member.manage");
  const { database, now } = ctx;
  const { role } = input;
  return database.transaction(async (tx) => {
    await lockManagedFirm(tx, ctx, { firmId, action: "member.manage" });
    const [before] = await tx
      .select({ role: firmMembers.role })
      .from(firmMembers)
      .innerJoin(accounts, eq(accounts.id, firmMembers.accountId))
      .where(
        and(
          eq(firmMembers.firmId, firmId),
          sql`lower(${accounts.email}) = ${input.email.toLowerCase()}`,
        ),
      );
    const { accountId, email } = await putMember(tx, { ...input, firmId, now }).catch((error) => {
      throw isAdmin ? error : hideOther(error);
    });
    await assertOwnerStays(tx, firmId);
    if (before?.role !== role) {
      const details = { member: accountId, role, was: before?.role ?? null };
      await recordAudit(tx, { actor, now, action: "firm.set_member", subject: firmId, details });
    }
    return { accountId, email, role };
  });
}
