import type { Actor } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";

/**
 * Whoever is signed in, for what concerns their own account.
 * @throws DomainError `unauthenticated` when nobody is, `forbidden` for an API key
 */
export function assertPerson(actor: Actor | null): Actor {
  if (actor === null) throw new DomainError("unauthenticated", "Sign in to see your account.");
  if (actor.scopes !== undefined) {
    throw new DomainError("forbidden", "An API key cannot do this; sign in instead.");
  }
  return actor;
}
