import { randomBytes } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { recoveryCodes } from "#server/db/schema/field.ts";
import { hashSecret } from "./secret.ts";

export const RECOVERY_CODES = 10;
/** 16 characters of 5 bits: 80 bits are beyond guessing, also for who has the hashes. */
const CODE_CHARS = 16;
const GROUP_CHARS = 4;
/** Base32 without what reads like something else (Crockford): 256 is a multiple of 32, so no letter is favoured. */
const LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

function newCode(): string {
  const letters = [...randomBytes(CODE_CHARS)].map((byte) => LETTERS[byte % LETTERS.length]);
  const groups = Array.from({ length: CODE_CHARS / GROUP_CHARS }, (_, index) =>
    letters.slice(index * GROUP_CHARS, (index + 1) * GROUP_CHARS).join(""),
  );
  return groups.join("-");
}

/** What is kept of a recovery code as `readTypedCode` reads it; O is meant as 0, I and L as 1. */
export function hashRecoveryCode(code: string): string {
  return hashSecret(code.replaceAll("-", "").replaceAll("O", "0").replace(/[IL]/g, "1"));
}

/** Ten new codes in place of any earlier ones; kept as hashes, so this is the only time they can be shown. */
export async function renewRecoveryCodes(tx: Transaction, accountId: string): Promise<string[]> {
  const codes = Array.from({ length: RECOVERY_CODES }, newCode);
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId));
  await tx
    .insert(recoveryCodes)
    .values(codes.map((code) => ({ accountId, codeHash: hashRecoveryCode(code) })));
  return codes;
}
