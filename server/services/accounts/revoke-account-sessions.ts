import { assertCan } from "#server/domain/permissions.ts";
import type { ServiceContext } from "../context.ts";
import { recordAudit } from "./audit.ts";
import { getAccountByEmail } from "./find-account.ts";
import { revokeSessionsOf } from "./sessions.ts";

/**
 * Signs an account out everywhere.
 * @throws DomainError `forbidden` unless an admin asks, `not_found`
 */
export async function revokeAccountSessions(
  ctx: ServiceContext,
  input: { readonly email: string },
): Promise<{ accountId: string; endedSessions: number }> {
  assertCan(ctx.actor, "account.manage");
  const { actor, now } = ctx;
  return ctx.database.transaction(async (tx) => {
    const account = await getAccountByEmail(tx, input.email);
    const endedSessions = await revokeSessionsOf(tx, account.id, now);
    await recordAudit(tx, {
      actor,
      now,
      action: "sessions.revoke",
      subject: account.id,
      details: { endedSessions },
    });
    return { accountId: account.id, endedSessions };
  });
}
