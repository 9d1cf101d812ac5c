import { sql } from "drizzle-orm";
import { accounts } from "#server/db/schema/accounts.ts";
import { totpSecrets } from "#server/db/schema/field.ts";
import type { Role } from "#server/domain/actor.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { fromMs, type Instant, toMs } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { readSessions, type SessionRow } from "./list-sessions.ts";
import { crossingIdsOfAccount, roleOf } from "./sessions.ts";

export interface AccountRow {
  readonly id: string;
  readonly email: string;
  readonly name: string;
  readonly pseudonym: string;
  readonly role: Role;
  readonly crossingIds: readonly string[];
  readonly hasPassword: boolean;
  readonly hasSecondStep: boolean;
  /** Those that stand, the last used first. */
  readonly sessions: readonly SessionRow[];
  readonly createdAt: Instant;
  readonly disabledAt: Instant | null;
}

const hasSecondStep = sql<boolean>`exists (select from ${totpSecrets}
  where ${totpSecrets.accountId} = ${accounts.id} and ${totpSecrets.confirmedAt} is not null)`;

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
      hasSecondStep,
      createdAt: accounts.createdAt,
      disabledAt: accounts.disabledAt,
    })
    .from(accounts)
    .orderBy(accounts.email);
  const standing = Map.groupBy(await readSessions(ctx, null), ({ accountId }) => accountId);
  return rows.map(({ passwordHash, ...row }) => ({
    ...row,
    sessions: standing.get(row.id) ?? [],
    role: roleOf(row.role),
    hasPassword: passwordHash !== null,
    createdAt: fromMs(toMs(row.createdAt)),
    disabledAt: row.disabledAt === null ? null : fromMs(toMs(row.disabledAt)),
  }));
}
