import { sql } from "drizzle-orm";
import type { Database, Transaction } from "#server/db/client.ts";
import { accounts } from "#server/db/schema/accounts.ts";
import { DomainError } from "#server/domain/errors.ts";

/** @throws DomainError `not_found` when no account has that e-mail address, however it is capitalised */
export async function getAccountByEmail(
  db: Database | Transaction,
  email: string,
): Promise<{ id: string; email: string; isDisabled: boolean }> {
  const [row] = await db
    .select({ id: accounts.id, email: accounts.email, disabledAt: accounts.disabledAt })
    .from(accounts)
    .where(sql`lower(${accounts.email}) = ${email.trim().toLowerCase()}`);
  if (row === undefined) {
    throw new DomainError(
      "not_found",
      `No account has the e-mail ${email}; see the list of accounts.`,
    );
  }
  return { id: row.id, email: row.email, isDisabled: row.disabledAt !== null };
}
