import type { IncomingMessage } from "node:http";
import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import { type Instant, msBetween, SECOND_MS } from "#server/domain/time.ts";
import type { ReadKey } from "#server/http/api-reads.ts";
import { findKeyActor } from "#server/services/accounts/find-key-actor.ts";
import { hashSecret } from "#server/services/accounts/secret.ts";
import type { ApiDeps } from "../context.ts";

/**
 * How long a key that was found is taken to be good, so that a sender of many reports does not cost a look-up for
 * each. A key that is revoked still works for as long.
 */
const KEEP_MS = 2 * SECOND_MS;
const MOST_KEPT = 1_000;

interface Kept {
  readonly at: Instant;
  readonly actor: Actor;
}
const kept = new WeakMap<Database, Map<string, Kept>>();

async function findActor({ database, now }: ApiDeps, key: string): Promise<Actor | null> {
  const keys = kept.get(database) ?? new Map<string, Kept>();
  kept.set(database, keys);
  const at = now();
  const before = keys.get(key);
  if (before !== undefined && Math.abs(msBetween(before.at, at)) < KEEP_MS) return before.actor;
  const actor = await findKeyActor(database, key, at);
  keys.delete(key);
  if (keys.size >= MOST_KEPT) keys.clear();
  if (actor !== null) keys.set(key, { at, actor });
  return actor;
}

/**
 * The key as it is written in the header, null when there is none.
 * @throws DomainError `unauthenticated` for a header that is no key
 */
function sentKey({ headers: { authorization } }: IncomingMessage): string | null {
  if (authorization === undefined) return null;
  const key = /^Bearer +(\S+) *$/i.exec(authorization)?.[1];
  if (key !== undefined) return key;
  const message =
    "The header Authorization cannot be read; write Authorization: Bearer, a space and the key.";
  throw new DomainError("unauthenticated", message);
}

/** For the door: a key is counted by its hash, so that none is kept there, and however the header is spelled. */
export function createReadKey(deps: ApiDeps): ReadKey {
  return async (req) => {
    const actor = await readKeyActor(req, deps);
    if (actor === null) return null;
    const id = hashSecret(sentKey(req) ?? "");
    return { id, isForData: actor.scopes?.includes("data:read") ?? false };
  };
}

/**
 * Who sent this key, null when none was sent.
 * @throws DomainError `unauthenticated` for a key that is unknown, has ended or whose account is disabled
 */
export async function readKeyActor(req: IncomingMessage, deps: ApiDeps): Promise<Actor | null> {
  const key = sentKey(req);
  if (key === null) return null;
  const actor = await findActor(deps, key);
  if (actor !== null) return actor;
  const message = "This key is unknown or has ended; make a new one at /account.";
  throw new DomainError("unauthenticated", message);
}
