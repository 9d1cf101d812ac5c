import { and, eq, isNull } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { accounts } from "#server/db/schema/accounts.ts";
import { DomainError } from "#server/domain/errors.ts";

/**
 * Refuses what would leave nobody to look after accounts. The rows are locked: of two admins who do it to each other at
 * once, one is refused.
 * @throws DomainError `conflict`
 */
export async function assertNotLastAdmin(tx: Transaction, accountId: string): Promise<void> {
  const admins = await tx
    .select({ id: accounts.id })
    .from(accounts)
    .where(and(eq(accounts.role, "admin"), isNull(accounts.disabledAt)))
    .orderBy(accounts.id)
    .for("update");
  if (admins.length === 1 && admins[0]?.id === accountId) {
    throw new DomainError("conflict", "This is the last admin; make another one first.");
  }
}
