import { DomainError } from "#server/domain/errors.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ServiceContext } from "../context.ts";
import { recordAudit } from "./audit.ts";
import { getAccountByEmail } from "./find-account.ts";
import { makeLink } from "./links.ts";

/**
 * Makes a one-time link by which an account's owner chooses a new password; any earlier one is void. The password and
 * the sessions stand until it is used. There may be no mail server: the admin hands it over.
 * @throws DomainError `forbidden` unless an admin asks, `not_found`, `conflict` when the account is disabled
 */
export async function makeResetLink(
  ctx: ServiceContext,
  input: { readonly email: string },
): Promise<{ accountId: string; email: string; token: string }> {
  assertCan(ctx.actor, "account.manage");
  const { actor, now } = ctx;
  return ctx.database.transaction(async (tx) => {
    const { id: accountId, email, isDisabled } = await getAccountByEmail(tx, input.email);
    if (isDisabled) {
      throw new DomainError("conflict", `The account ${email} is disabled; enable it first.`);
    }
    const token = await makeLink(tx, { purpose: "set_password", accountId, now });
    await recordAudit(tx, { actor, now, action: "account.reset_link", subject: accountId });
    return { accountId, email, token };
  });
}
