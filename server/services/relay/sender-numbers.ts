import { and, eq, sql } from "drizzle-orm";
import { accounts } from "#server/db/schema/accounts.ts";
import { senderNumbers } from "#server/db/schema/field.ts";
import { DomainError } from "#server/domain/errors.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { fromMs, type Instant, toMs } from "#server/domain/time.ts";
import { recordAudit } from "../accounts/audit.ts";
import { getAccountByEmail } from "../accounts/find-account.ts";
import type { ServiceContext } from "../context.ts";
import { parsePhoneNumber } from "./phone-number.ts";

function getNumber(text: string): string {
  const number = parsePhoneNumber(text);
  if (number !== null) return number;
  const message = "is no telephone number with its country, such as +923001234567";
  throw new DomainError("invalid", `"${text.slice(0, 40)}" ${message}`, {
    fields: [{ path: "number", message }],
  });
}

/**
 * Lets a number send reports by SMS as somebody's. Adding it again changes nothing.
 * @throws DomainError `forbidden`, `not_found` (no such account), `invalid` (no number), `conflict` (another's number)
 */
export async function addSenderNumber(
  { actor, database, now }: ServiceContext,
  input: { readonly email: string; readonly number: string },
): Promise<{ number: string; email: string }> {
  assertCan(actor, "account.manage");
  const number = getNumber(input.number);
  return database.transaction(async (tx) => {
    const account = await getAccountByEmail(tx, input.email);
    const added = await tx
      .insert(senderNumbers)
      .values({ number, accountId: account.id, createdAt: now })
      .onConflictDoNothing()
      .returning({ number: senderNumbers.number });
    const [mine] = await tx
      .select({ number: senderNumbers.number })
      .from(senderNumbers)
      .where(and(eq(senderNumbers.number, number), eq(senderNumbers.accountId, account.id)));
    if (mine === undefined) {
      const message = `${number} sends for another account; remove it there first.`;
      throw new DomainError("conflict", message);
    }
    if (added.length > 0) {
      // Audited without the number: who reports from where is nobody else's to know.
      await recordAudit(tx, { actor, now, action: "number.add", subject: account.id });
    }
    return { number, email: account.email };
  });
}

/** @throws DomainError `forbidden`, `invalid`, `not_found` */
export async function removeSenderNumber(
  { actor, database, now }: ServiceContext,
  input: { readonly number: string },
): Promise<{ number: string }> {
  assertCan(actor, "account.manage");
  const number = getNumber(input.number);
  return database.transaction(async (tx) => {
    const [removed] = await tx
      .delete(senderNumbers)
      .where(eq(senderNumbers.number, number))
      .returning({ accountId: senderNumbers.accountId });
    if (removed === undefined) {
      throw new DomainError("not_found", `${number} sends for nobody; see the list of numbers.`);
    }
    await recordAudit(tx, { actor, now, action: "number.remove", subject: removed.accountId });
    return { number };
  });
}

export interface SenderNumber {
  readonly number: string;
  readonly email: string;
  readonly createdAt: Instant;
}

/** Every number with its account, by account. @throws DomainError `forbidden` */
export async function listSenderNumbers({
  actor,
  database,
}: ServiceContext): Promise<SenderNumber[]> {
  assertCan(actor, "account.manage");
  const rows = await database
    .select({
      number: senderNumbers.number,
      email: accounts.email,
      createdAt: senderNumbers.createdAt,
    })
    .from(senderNumbers)
    .innerJoin(accounts, eq(accounts.id, senderNumbers.accountId))
    .orderBy(sql`${accounts.email}, ${senderNumbers.number}`);
  return rows.map((row) => ({ ...row, createdAt: fromMs(toMs(row.createdAt)) }));
}
