/**
 * For whom a request was made. A phone keeps reports for hours, and another person may have signed in meanwhile: what
 * one of them wrote is never taken as the other's.
 */
import type { Actor } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";

/** The account id that the sender wrote this as; in lower case, as node:http gives names. */
export const ACCOUNT_HEADER = "x-gatewatch-account";

/**
 * Refuses what was written as another account; without the header nothing is asked.
 * @throws DomainError `unauthenticated` with the field `account`: signing in as that account is the way out
 */
export function assertSameAccount(
  named: string | readonly string[] | undefined,
  actor: Actor | null,
): void {
  if (named === undefined || actor === null || named === actor.accountId) return;
  throw new DomainError(
    "unauthenticated",
    "This was written by somebody else than who is signed in; sign in as the account that wrote it.",
    { fields: [{ path: "account", message: "is not the one signed in" }] },
  );
}
