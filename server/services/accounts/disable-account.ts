import { and, eq, isNull } from "drizzle-orm";
import { accounts } from "#server/db/schema/accounts.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ServiceContext } from "../context.ts";
import { recordAudit } from "./audit.ts";
import { getAccountByEmail } from "./find-account.ts";
import { assertNotLastAdmin } from "./last-admin.ts";
import { voidLinks } from "./links.ts";
import { revokeSessionsOf } from "./sessions.ts";

/**
 * Disables an account: it can no longer sign in, its sessions end and its keys stop working. What it reported stays.
 * Disabling it again changes nothing; the number of sessions that ended is then 0.
 * @throws DomainError `forbidden` unless an admin asks, `not_found`, `conflict` for the last admin
 */
export async function disableAccount(
  ctx: ServiceContext,
  input: { readonly email: string },
): Promise<{ accountId: string; endedSessions: number }> {
  assertCan(ctx.actor, "account.manage");
  const { actor, now } = ctx;
  return ctx.database.transaction(async (tx) => {
    const account = await getAccountByEmail(tx, input.email);
    await assertNotLastAdmin(tx, account.id);
    const disabled = await tx
      .update(accounts)
      .set({ disabledAt: now })
      .where(and(eq(accounts.id, account.id), isNull(accounts.disabledAt)))
      .returning({ id: accounts.id });
    await voidLinks(tx, { purpose: "set_password", accountId: account.id });
    const endedSessions = await revokeSessionsOf(tx, account.id, now);
    if (disabled.length > 0) {
      await recordAudit(tx, { actor, now, action: "account.disable", subject: account.id });
    }
    return { accountId: account.id, endedSessions };
  });
}
