import { and, eq, isNull } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { accounts } from "#server/db/schema/accounts.ts";
import { firmMembers, firms } from "#server/db/schema/firms.ts";
import { FIRM_ROLES, type Membership } from "#server/domain/firm.ts";

/** The column's check constraint allows nothing else. */
export const StoredFirmRole = z.enum(FIRM_ROLES);

/**
 * The firm that an account belongs to; null when it belongs to none, when the firm is closed, or when the account has
 * another role than `firm` by now.
 */
export async function findMembership(
  database: Database | Transaction,
  accountId: string,
): Promise<Membership | null> {
  const [row] = await database
    .select({
      firmId: firms.id,
      role: firmMembers.role,
      name: firms.name,
      timeZone: firms.timeZone,
    })
    .from(firmMembers)
    .innerJoin(firms, eq(firms.id, firmMembers.firmId))
    .innerJoin(accounts, eq(accounts.id, firmMembers.accountId))
    .where(
      and(eq(firmMembers.accountId, accountId), isNull(firms.closedAt), eq(accounts.role, "firm")),
    );
  return row === undefined ? null : { ...row, role: StoredFirmRole.parse(row.role) };
}
