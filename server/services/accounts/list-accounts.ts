import { accounts } from "#server/db/schema/accounts.ts";
import type { Role } from "#server/domain/actor.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { fromMs, type Instant, toMs } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { crossingIdsOfAccount, roleOf } from "./sessions.ts";

export interface AccountRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly pseudonym: string;
  readonly role: Role;
  readonly crossingIds: readonly string[];
  readonly hasPassword: boolean;
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
}

/**
 * Every account, by e-mail.
 * @throws DomainError `forbidden` unless an admin asks
 */
export async function listAccounts(ctx: ServiceContext): Promise<AccountRow[]> {
  assertCan(ctx.actor, "account.manage");
  const rows = await ctx.database
    .select({
      id: accounts.id,
      email: accounts.email,
      name: accounts.name,
      pseudonym: accounts.pseudonym,
      role: accounts.role,
      crossingIds: crossingIdsOfAccount,
      passwordHash: accounts.passwordHash,
      createdAt: accounts.createdAt,
      disabledAt: accounts.disabledAt,
    })
    .from(accounts)
    .orderBy(accounts.email);
  return rows.map(({ passwordHash, ...row }) => ({
    ...row,
    role: roleOf(row.role),
    hasPassword: passwordHash !== null,
    createdAt: fromMs(toMs(row.createdAt)),
    disabledAt: row.disabledAt === null ? null : fromMs(toMs(row.disabledAt)),
  }));
}
