import { randomUUID } from "node:crypto";
import { accountCrossings, accounts } from "#server/db/schema/accounts.ts";
import { DomainError } from "#server/domain/errors.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ServiceContext } from "../context.ts";
import { AddAccountInput } from "./account-input.ts";
import { recordAudit } from "./audit.ts";
import { checkCrossings } from "./check-crossings.ts";
import { makeLink } from "./links.ts";
import { checkNewPassword } from "./new-password.ts";
import { hashPassword } from "./password.ts";
import { newPseudonym } from "./pseudonym.ts";

export interface AddedAccount {
  readonly accountId: string;
  readonly email: string;
  /** Of a one-time link to choose a password; null when a password was given. */
  readonly token: string | null;
}

/**
 * Makes an account, with a password or with a one-time link to choose one.
 * @throws DomainError `forbidden` unless an admin asks, `invalid` with the field, `conflict` when the e-mail has one
 */
export async function addAccount(ctx: ServiceContext, raw: unknown): Promise<AddedAccount> {
  assertCan(ctx.actor, "account.manage");
  const { actor, database, now } = ctx;
  const input: AddAccountInput = parseInput(AddAccountInput, raw);
  if (input.password !== undefined) checkNewPassword(input.password, input.email);
  const passwordHash = input.password === undefined ? null : await hashPassword(input.password);
  const accountId = randomUUID();
  const crossingIds = [...new Set(input.crossings)];
  return database.transaction(async (tx) => {
    await checkCrossings(tx, crossingIds);
    const made = await tx
      .insert(accounts)
      .values({
        id: accountId,
        email: input.email,
        name: input.name,
        pseudonym: input.pseudonym ?? newPseudonym(),
        role: input.role,
        passwordHash,
        createdAt: now,
      })
      .onConflictDoNothing()
      .returning({ id: accounts.id });
    if (made.length === 0) {
      throw new DomainError("conflict", `There is an account for ${input.email} already.`);
    }
    if (crossingIds.length > 0) {
      await tx
        .insert(accountCrossings)
        .values(
          crossingIds.map((crossingId) => ({ crossingId, accountId, isTrusted: input.isTrusted })),
        );
    }
    await recordAudit(tx, {
      actor,
      now,
      action: "account.add",
      subject: accountId,
      details: { role: input.role, crossings: crossingIds, isTrusted: input.isTrusted },
    });
    const token =
      passwordHash === null
        ? await makeLink(tx, { purpose: "set_password", accountId, now })
        : null;
    return { accountId, email: input.email, token };
  });
}

/** Makes an account whose owner chooses the password, through the link that comes back. Errors as `addAccount`. */
export async function inviteAccount(
  ctx: ServiceContext,
  input: Omit<AddAccountInput, "password">,
): Promise<AddedAccount & { readonly token: string }> {
  const added = await addAccount(ctx, { ...input, password: undefined });
  if (added.token === null) throw new Error("an account without a password has no link");
  return { ...added, token: added.token };
}
