import { and, eq, isNotNull, isNull, lt } from "drizzle-orm";
import type { Database, Transaction } from "#server/db/client.ts";
import { recoveryCodes, totpSecrets } from "#server/db/schema/field.ts";
import type { Instant } from "#server/domain/time.ts";
import { hashRecoveryCode } from "./recovery-codes.ts";
import { openSealed } from "./seal.ts";
import { findTotpStep } from "./totp.ts";
import { readTypedCode } from "./typed-code.ts";

export interface GivenCode {
  readonly accountId: string;
  /** As typed. */
  readonly code: string;
  readonly authSecret: string;
  readonly now: Instant;
}

/** Whether signing in to the account takes a second step. */
export async function hasSecondStep(
  db: Database | Transaction,
  accountId: string,
): Promise<boolean> {
  const rows = await db
    .select({ accountId: totpSecrets.accountId })
    .from(totpSecrets)
    .where(and(eq(totpSecrets.accountId, accountId), isNotNull(totpSecrets.confirmedAt)));
  return rows.length > 0;
}

/** The time step of a code made by the account's phone; null when it is none, or its secret no longer opens. */
async function findStep(tx: Transaction, given: GivenCode): Promise<number | null> {
  const { accountId, authSecret, now } = given;
  const [row] = await tx
    .select({ sealedSecret: totpSecrets.sealedSecret })
    .from(totpSecrets)
    .where(eq(totpSecrets.accountId, accountId));
  if (row === undefined) return null;
  const seal = { authSecret, purpose: "totp", boundTo: accountId } as const;
  const secret = openSealed(row.sealedSecret, seal);
  return secret === null ? null : findTotpStep(secret, readTypedCode(given.code), now);
}

/** Uses a code of the phone up, confirmed or not: a step is taken once, and none before it any more. */
export async function takeTotpCode(tx: Transaction, given: GivenCode): Promise<boolean> {
  const step = await findStep(tx, given);
  if (step === null) return false;
  const taken = await tx
    .update(totpSecrets)
    .set({ lastStep: step })
    .where(and(eq(totpSecrets.accountId, given.accountId), lt(totpSecrets.lastStep, step)))
    .returning({ lastStep: totpSecrets.lastStep });
  return taken.length > 0;
}

async function takeRecoveryCode(tx: Transaction, given: GivenCode): Promise<boolean> {
  const taken = await tx
    .update(recoveryCodes)
    .set({ usedAt: given.now })
    .where(
      and(
        eq(recoveryCodes.accountId, given.accountId),
        eq(recoveryCodes.codeHash, hashRecoveryCode(readTypedCode(given.code))),
        isNull(recoveryCodes.usedAt),
      ),
    )
    .returning({ accountId: recoveryCodes.accountId });
  return taken.length > 0;
}

/** Uses up a code of the second step, from the phone or from the recovery list; false when it is neither, or used. */
export async function takeCode(tx: Transaction, given: GivenCode): Promise<boolean> {
  return (await takeTotpCode(tx, given)) || takeRecoveryCode(tx, given);
}
