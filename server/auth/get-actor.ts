import { headers } from "next/headers";
import { cache } from "react";
import type { Actor } from "#server/domain/actor.ts";
import { getRuntime } from "#server/runtime.ts";
import { findSessionActor } from "#server/services/accounts/sessions.ts";
import { readSessionId } from "./session-cookie.ts";

/** The id of the session that this request's cookie names, standing or not. */
export const getSessionId = cache(
  async (): Promise<string | null> =>
    readSessionId((await headers()).get("cookie"), getRuntime().authSecret),
);

/** Who is signed in, for pages and server actions; null when nobody. Read once for each request. */
export const getActor = cache(async (): Promise<Actor | null> => {
  const sessionId = await getSessionId();
  if (sessionId === null) return null;
  return findSessionActor(getRuntime().db, sessionId, new Date().toISOString());
});
