import { and, eq, isNotNull } from "drizzle-orm";
import { accounts } from "#server/db/schema/accounts.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ServiceContext } from "../context.ts";
import { recordAudit } from "./audit.ts";
import { getAccountByEmail } from "./find-account.ts";

/**
 * Lets a disabled account sign in again; its sessions stay ended. Enabling it again changes nothing.
 * @throws DomainError `forbidden` unless an admin asks, `not_found`
 */
export async function enableAccount(
  ctx: ServiceContext,
  input: { readonly email: string },
): Promise<{ accountId: string }> {
  assertCan(ctx.actor, "account.manage");
  const { actor, now } = ctx;
  return ctx.database.transaction(async (tx) => {
    const { id: accountId } = await getAccountByEmail(tx, input.email);
    const enabled = await tx
      .update(accounts)
      .set({ disabledAt: null })
      .where(and(eq(accounts.id, accountId), isNotNull(accounts.disabledAt)))
      .returning({ id: accounts.id });
    if (enabled.length > 0) {
      await recordAudit(tx, { actor, now, action: "account.enable", subject: accountId });
    }
    return { accountId };
  });
}
