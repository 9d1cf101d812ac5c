/**
 * The second step of one's own account: begun with the password, in force once a first code has shown that the phone
 * has the secret, removed with password and code. An admin may take it from who has lost the phone.
 */
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { accounts } from "#server/db/schema/accounts.ts";
import { recoveryCodes, totpSecrets } from "#server/db/schema/field.ts";
import type { Actor } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ServiceContext } from "../context.ts";
import { recordAudit } from "./audit.ts";
import { getAccountByEmail } from "./find-account.ts";
import { verifyPassword } from "./password.ts";
import { assertPerson } from "./person.ts";
import { renewRecoveryCodes } from "./recovery-codes.ts";
import { sealText } from "./seal.ts";
import type { SecretContext } from "./secret-context.ts";
import { chargeOwn, forgiveOwn } from "./sign-in-backoff.ts";
import { hasSecondStep, takeCode, takeTotpCode } from "./take-code.ts";
import { newTotpSecret, totpUri } from "./totp.ts";

export interface SecondStepState {
  readonly isOn: boolean;
  readonly recoveryCodesLeft: number;
}

/** Whether one's own account has a second step, and how many recovery codes are left. */
export async function getSecondStep(ctx: ServiceContext): Promise<SecondStepState> {
  const { accountId } = assertPerson(ctx.actor);
  const [row] = await ctx.database
    .select({ left: sql<string>`count(*)` })
    .from(recoveryCodes)
    .where(and(eq(recoveryCodes.accountId, accountId), isNull(recoveryCodes.usedAt)));
  return {
    isOn: await hasSecondStep(ctx.database, accountId),
    recoveryCodesLeft: Number(row?.left ?? 0),
  };
}

const wrong = (path: "password" | "code", message: string) =>
  new DomainError("invalid", `${path} ${message}`, { fields: [{ path, message }] });

/** The account's e-mail, when the password is its own. Charged: an open phone is no licence to guess. */
async function checkOwnPassword(
  { database, now }: ServiceContext,
  { accountId }: Actor,
  password: string,
): Promise<string> {
  await chargeOwn(database, accountId, now);
  const [account] = await database
    .select({ email: accounts.email, passwordHash: accounts.passwordHash })
    .from(accounts)
    .where(eq(accounts.id, accountId));
  const fits = await verifyPassword(account?.passwordHash ?? null, password);
  if (!fits || account === undefined) throw wrong("password", "is not the one of this account");
  await forgiveOwn(database, accountId);
  return account.email;
}

/**
 * Makes a secret for the phone; nothing changes until `confirmSecondStep`. Begun again, the earlier one is void.
 * @throws DomainError `invalid` on `password`, `conflict` when there is a second step already, `too_many`
 */
export async function beginSecondStep(
  ctx: SecretContext,
  input: { readonly password: string },
): Promise<{ secret: string; uri: string }> {
  const { authSecret, database, now } = ctx;
  const actor = assertPerson(ctx.actor);
  const { accountId } = actor;
  const email = await checkOwnPassword(ctx, actor, input.password);
  const secret = newTotpSecret();
  const seal = { authSecret, purpose: "totp", boundTo: accountId } as const;
  const fresh = { sealedSecret: sealText(secret, seal), lastStep: 0 };
  await database.transaction(async (tx) => {
    const made = await tx
      .insert(totpSecrets)
      .values({ accountId, ...fresh })
      .onConflictDoUpdate({
        target: totpSecrets.accountId,
        set: fresh,
        setWhere: isNull(totpSecrets.confirmedAt),
      })
      .returning({ accountId: totpSecrets.accountId });
    if (made.length === 0) {
      throw new DomainError("conflict", "This account has a second step; remove it first.");
    }
    await recordAudit(tx, { actor, now, action: "second_step.begin", subject: accountId });
  });
  return { secret, uri: totpUri(secret, email) };
}

/**
 * Puts the second step in force with a first code, and gives the recovery codes, this once.
 * @throws DomainError `invalid` on `code`, `conflict` when none was begun or it is in force already, `too_many`
 */
export async function confirmSecondStep(
  ctx: SecretContext,
  input: { readonly code: string },
): Promise<{ recoveryCodes: readonly string[] }> {
  const { authSecret, database, now } = ctx;
  const actor = assertPerson(ctx.actor);
  const { accountId } = actor;
  await chargeOwn(database, accountId, now);
  const codes = await database.transaction(async (tx) => {
    const begun = await tx
      .update(totpSecrets)
      .set({ confirmedAt: now })
      .where(and(eq(totpSecrets.accountId, accountId), isNull(totpSecrets.confirmedAt)))
      .returning({ accountId: totpSecrets.accountId });
    if (begun.length === 0) {
      throw new DomainError("conflict", "No second step waits for its first code; begin again.");
    }
    // A wrong one undoes the update above.
    if (!(await takeTotpCode(tx, { accountId, code: input.code, authSecret, now }))) {
      throw wrong("code", "is not what the phone should show now; check the clock of the phone");
    }
    await recordAudit(tx, { actor, now, action: "second_step.confirm", subject: accountId });
    return renewRecoveryCodes(tx, accountId);
  });
  await forgiveOwn(database, accountId);
  return { recoveryCodes: codes };
}

async function dropSecondStep(tx: Transaction, accountId: string): Promise<boolean> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId));
  const dropped = await tx
    .delete(totpSecrets)
    .where(eq(totpSecrets.accountId, accountId))
    .returning({ confirmedAt: totpSecrets.confirmedAt });
  return dropped.some(({ confirmedAt }) => confirmedAt !== null);
}

/**
 * Removes one's own second step.
 * @throws DomainError `invalid` on `password` or `code`, `too_many`
 */
export async function removeSecondStep(
  ctx: SecretContext,
  input: { readonly password: string; readonly code: string },
): Promise<void> {
  const { authSecret, database, now } = ctx;
  const actor = assertPerson(ctx.actor);
  const { accountId } = actor;
  await checkOwnPassword(ctx, actor, input.password);
  await chargeOwn(database, accountId, now);
  await database.transaction(async (tx) => {
    if (!(await takeCode(tx, { accountId, code: input.code, authSecret, now }))) {
      throw wrong("code", "is wrong, or has been used; wait for the next one");
    }
    await dropSecondStep(tx, accountId);
    await recordAudit(tx, { actor, now, action: "second_step.remove", subject: accountId });
  });
  await forgiveOwn(database, accountId);
}

/**
 * Takes the second step from an account whose owner has lost phone and recovery codes. Ends its sessions nowhere.
 * @throws DomainError `forbidden` unless an admin asks, `not_found`
 */
export async function resetSecondStep(
  ctx: ServiceContext,
  input: { readonly email: string },
): Promise<{ accountId: string; wasOn: boolean }> {
  assertCan(ctx.actor, "account.manage");
  const { actor, now } = ctx;
  return ctx.database.transaction(async (tx) => {
    const { id } = await getAccountByEmail(tx, input.email);
    const wasOn = await dropSecondStep(tx, id);
    await recordAudit(tx, { actor, now, action: "second_step.reset", subject: id });
    return { accountId: id, wasOn };
  });
}
