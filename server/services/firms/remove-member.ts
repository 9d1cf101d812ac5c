import { sql } from "drizzle-orm";
import { accounts } from "#server/db/schema/accounts.ts";
import { firmMembers } from "#server/db/schema/firms.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { assertManagesFirm, lockManagedFirm } from "./assert-in-firm.ts";
import { RemoveMemberInput } from "./firm-input.ts";
import { assertOwnerStays } from "./set-member.ts";
import { stopMemberMail } from "./stop-member-mail.ts";

/**
 * Takes an account out of a firm; it keeps its sign-in, sees nothing of the firm any more and gets none of its
 * mails. One that is no member stays so.
 * @throws DomainError `forbidden` unless an admin or an owner of that firm asks, `conflict` for the last owner
 */
export async function removeMember(ctx: ServiceContext, raw: unknown): Promise<{ email: string }> {
  const input = parseInput(RemoveMemberInput, raw);
  const { actor, firmId } = await assertManagesFirm(ctx, input.firmId, "member.manage");
  const { database, now } = ctx;
  const { email } = input;
  await database.transaction(async (tx) => {
    await lockManagedFirm(tx, ctx, { firmId, action: "member.manage" });
    const removed = await tx.execute<{ account_id: string }>(sql`
      delete from ${firmMembers} m using ${accounts} a
      where m.account_id = a.id and m.firm_id = ${firmId}::uuid and lower(a.email) = ${email.toLowerCase()}
      returning m.account_id`);
    const [member] = removed;
    if (member === undefined) return;
    await assertOwnerStays(tx, firmId);
    await stopMemberMail(tx, { firmId, accountId: member.account_id, now });
    const details = { member: member.account_id };
    await recordAudit(tx, { actor, now, action: "firm.remove_member", subject: firmId, details });
  });
  return { email };
}
