import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { accounts } from "#server/db/schema/accounts.ts";
import { DomainError } from "#server/domain/errors.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import type { ServiceContext } from "../context.ts";
import { FirstAdminInput } from "./account-input.ts";
import { recordAudit } from "./audit.ts";
import { makeLink, takeLink } from "./links.ts";
import { checkNewPassword } from "./new-password.ts";
import { hashPassword } from "./password.ts";
import { newPseudonym } from "./pseudonym.ts";

/** Whoever makes the first admin, or its link, does so alone: any number that nothing else locks. */
const FIRST_ADMIN_LOCK = 0x67_61_74_65_61;

async function hasAdmin(tx: Transaction): Promise<boolean> {
  await tx.execute(sql`select pg_advisory_xact_lock(${FIRST_ADMIN_LOCK})`);
  const admins = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(eq(accounts.role, "admin"))
    .limit(1);
  return admins.length > 0;
}

/**
 * A new token for the page on which the first admin is made, valid for a day, in place of any earlier one; null once
 * there is an admin account. Called at each start.
 */
export async function createFirstAdminLink(
  ctx: Omit<ServiceContext, "actor">,
): Promise<string | null> {
  return ctx.database.transaction(async (tx) => {
    if (await hasAdmin(tx)) return null;
    return makeLink(tx, { purpose: "first_admin", accountId: null, now: ctx.now });
  });
}

/**
 * Makes the first admin with a one-time link.
 * @throws DomainError `invalid` with the field, `not_found` for a link that is used or old, `conflict` when there is
 *   an admin already or the e-mail has an account
 */
export async function makeFirstAdmin(
  ctx: ServiceContext,
  raw: unknown,
): Promise<{ accountId: string }> {
  const input: FirstAdminInput = parseInput(FirstAdminInput, raw);
  checkNewPassword(input.password, input.email);
  const passwordHash = await hashPassword(input.password);
  const accountId = randomUUID();
  await ctx.database.transaction(async (tx) => {
    await takeLink(tx, { token: input.token, purpose: "first_admin", now: ctx.now });
    if (await hasAdmin(tx)) {
      throw new DomainError("conflict", "There is an admin already; ask them for an account.");
    }
    const made = await tx
      .insert(accounts)
      .values({
        id: accountId,
        email: input.email,
        name: input.name,
        pseudonym: newPseudonym(),
        role: "admin",
        passwordHash,
        createdAt: ctx.now,
      })
      .onConflictDoNothing()
      .returning({ id: accounts.id });
    if (made.length === 0) {
      throw new DomainError(
        "conflict",
        `There is an account for ${input.email} already; use another e-mail.`,
      );
    }
    await recordAudit(tx, {
      actor: null,
      now: ctx.now,
      action: "account.first_admin",
      subject: accountId,
    });
  });
  return { accountId };
}
