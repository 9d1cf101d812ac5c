import type { IncomingMessage } from "node:http";
import type { Actor } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import { findKeyActor } from "#server/services/accounts/find-key-actor.ts";
import type { ApiDeps } from "../context.ts";

/**
 * Who sent this key, null when none was sent.
 * @throws DomainError `unauthenticated` for a key that is unknown, has ended or whose account is disabled
 */
export async function readKeyActor(req: IncomingMessage, deps: ApiDeps): Promise<Actor | null> {
  const { authorization } = req.headers;
  if (authorization === undefined) return null;
  const key = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
  if (key === undefined) {
    const message =
      "The header Authorization cannot be read; write Authorization: Bearer, a space and the key.";
    throw new DomainError("unauthenticated", message);
  }
  const actor = await findKeyActor(deps.database, key, deps.now());
  if (actor !== null) return actor;
  const message = "This key is unknown or has ended; ask an admin for a new one.";
  throw new DomainError("unauthenticated", message);
}
