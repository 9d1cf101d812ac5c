import { eq } from "drizzle-orm";
import { accounts } from "#server/db/schema/accounts.ts";
import { DomainError } from "#server/domain/errors.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import type { ServiceContext } from "../context.ts";
import { SetPasswordInput } from "./account-input.ts";
import { recordAudit } from "./audit.ts";
import { findLink, takeLink } from "./links.ts";
import { checkNewPassword } from "./new-password.ts";
import { hashPassword } from "./password.ts";
import { revokeSessionsOf } from "./sessions.ts";
import { forgiveAccount } from "./sign-in-backoff.ts";

/**
 * Sets a password with a one-time link, ends every session of the account and every wait of its owner. A second step stays.
 * @throws DomainError `invalid` on `password`, `not_found` for a link that is used or old, `forbidden` when the
 *   account has been disabled since
 */
export async function setPassword(ctx: ServiceContext, raw: unknown): Promise<{ email: string }> {
  const input: SetPasswordInput = parseInput(SetPasswordInput, raw);
  const { database, now } = ctx;
  const link = await findLink(database, input.token, now);
  checkNewPassword(input.password, link?.email ?? "");
  const passwordHash = await hashPassword(input.password);
  return database.transaction(async (tx) => {
    const accountId = await takeLink(tx, { token: input.token, purpose: "set_password", now });
    const [account] = await tx
      .update(accounts)
      .set({ passwordHash })
      .where(eq(accounts.id, accountId ?? ""))
      .returning({ id: accounts.id, email: accounts.email, disabledAt: accounts.disabledAt });
    if (account === undefined || account.disabledAt !== null) {
      throw new DomainError("forbidden", "This account is disabled; ask an admin to enable it.");
    }
    await revokeSessionsOf(tx, account.id, now);
    await forgiveAccount(tx, { accountId: account.id, email: account.email });
    await recordAudit(tx, {
      actor: null,
      now,
      action: "account.set_password",
      subject: account.id,
    });
    return { email: account.email };
  });
}
