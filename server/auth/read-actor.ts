import type { IncomingMessage } from "node:http";
import type { Database } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import type { Instant } from "#server/domain/time.ts";
import { findSessionActor } from "#server/services/accounts/sessions.ts";
import { readSessionId } from "./session-cookie.ts";

export interface ReadActorDeps {
  readonly database: Database;
  readonly authSecret: string;
  readonly now: () => Instant;
}

/** Makes the function that tells who is signed in, by the request's cookie and the row it names; null when nobody. */
export function createReadActor({ database, authSecret, now }: ReadActorDeps) {
  return async (req: Pick<IncomingMessage, "headers">): Promise<Actor | null> => {
    const sessionId = await readSessionId(req.headers.cookie, authSecret);
    return sessionId === null ? null : findSessionActor(database, sessionId, now());
  };
}
