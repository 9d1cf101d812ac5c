import { and, eq } from "drizzle-orm";
import { firmMembers } from "#server/db/schema/firms.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { assertInFirm, lockFirm } from "./assert-in-firm.ts";
import { assertOwnerStays } from "./set-member.ts";
import { stopMemberMail } from "./stop-member-mail.ts";

/**
 * Takes oneself out of one's firm; the account stays.
 * @throws DomainError `unauthenticated`, `forbidden` (in no firm), `conflict` for the last owner
 */
export async function leaveFirm(ctx: ServiceContext): Promise<{ firmId: string }> {
  const { database, now } = ctx;
  const { actor, membership } = await assertInFirm(ctx, "firm.leave");
  const { firmId } = membership;
  const { accountId } = actor;
  await database.transaction(async (tx) => {
    await lockFirm(tx, firmId);
    const left = await tx
      .delete(firmMembers)
      .where(and(eq(firmMembers.firmId, firmId), eq(firmMembers.accountId, accountId)))
      .returning({ role: firmMembers.role });
    const [member] = left;
    if (member === undefined) return;
    await assertOwnerStays(tx, firmId);
    await stopMemberMail(tx, { firmId, accountId, now });
    const details = { role: member.role };
    await recordAudit(tx, { actor, now, action: "firm.leave", subject: firmId, details });
  });
  return { firmId };
}
