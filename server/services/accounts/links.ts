/**
 * One-time links. The row keeps a hash of the token alone; using a link is one conditional update, so that of two who
 * use it at once one wins.
 */
import { and, eq, isNull, sql } from "drizzle-orm";
import type { Database, Transaction } from "#server/db/client.ts";
import { accounts, oneTimeLinks } from "#server/db/schema/accounts.ts";
import { DomainError } from "#server/domain/errors.ts";
import { addMs, DAY_MS, type Instant } from "#server/domain/time.ts";
import { hashSecret, newSecret } from "./secret.ts";

/** Long enough to reach somebody who is in the field that day. */
export const LINK_LIFETIME_MS = DAY_MS;

export type LinkPurpose = "first_admin" | "set_password";

const isUsable = (token: string, now: Instant) =>
  and(
    eq(oneTimeLinks.tokenHash, hashSecret(token)),
    isNull(oneTimeLinks.usedAt),
    sql`${oneTimeLinks.expiresAt} > ${now}`,
  );

/** Makes a link and voids the unused ones that served the same; the token, which is kept nowhere. */
export async function makeLink(
  tx: Transaction,
  link: { readonly purpose: LinkPurpose; readonly accountId: string | null; readonly now: Instant },
): Promise<string> {
  const { purpose, accountId, now } = link;
  await voidLinks(tx, link);
  const token = newSecret();
  await tx.insert(oneTimeLinks).values({
    tokenHash: hashSecret(token),
    purpose,
    accountId,
    createdAt: now,
    expiresAt: addMs(now, LINK_LIFETIME_MS),
  });
  return token;
}

/** Voids the unused links of that purpose and account. */
export async function voidLinks(
  tx: Transaction,
  { purpose, accountId }: { readonly purpose: LinkPurpose; readonly accountId: string | null },
): Promise<void> {
  await tx
    .delete(oneTimeLinks)
    .where(
      and(
        eq(oneTimeLinks.purpose, purpose),
        isNull(oneTimeLinks.usedAt),
        accountId === null ? isNull(oneTimeLinks.accountId) : eq(oneTimeLinks.accountId, accountId),
      ),
    );
}

/** What a link is for, without using it; null when it is used, old or unknown. `email`: of its account. */
export async function findLink(
  db: Database,
  token: string,
  now: Instant,
): Promise<{ purpose: LinkPurpose; email: string | null } | null> {
  const [row] = await db
    .select({ purpose: oneTimeLinks.purpose, email: accounts.email })
    .from(oneTimeLinks)
    .leftJoin(accounts, eq(accounts.id, oneTimeLinks.accountId))
    .where(isUsable(token, now));
  if (row === undefined) return null;
  return {
    purpose: row.purpose === "first_admin" ? "first_admin" : "set_password",
    email: row.email,
  };
}

/**
 * Uses the link up; the account it is for.
 * @throws DomainError `not_found` when it is used, old, unknown, or for something else
 */
export async function takeLink(
  tx: Transaction,
  {
    token,
    purpose,
    now,
  }: { readonly token: string; readonly purpose: LinkPurpose; readonly now: Instant },
): Promise<string | null> {
  const [taken] = await tx
    .update(oneTimeLinks)
    .set({ usedAt: now })
    .where(and(isUsable(token, now), eq(oneTimeLinks.purpose, purpose)))
    .returning({ accountId: oneTimeLinks.accountId });
  if (taken === undefined) {
    throw new DomainError(
      "not_found",
      "This link has been used or is older than a day; ask for a new one.",
    );
  }
  return taken.accountId;
}
