import { headers } from "next/headers";
import { cache } from "react";
import type { Actor } from "#server/domain/actor.ts";
import { getRuntime } from "#server/runtime.ts";
import { findSessionActor } from "#server/services/accounts/sessions.ts";
import { readSessionId } from "./session-cookie.ts";

/** Who is signed in, for pages and server actions; null when nobody. Read once for each request. */
export const getActor = cache(async (): Promise<Actor | null> => {
  const { authSecret, db } = getRuntime();
  const sessionId = await readSessionId((await headers()).get("cookie"), authSecret);
  return sessionId === null ? null : findSessionActor(db, sessionId, new Date().toISOString());
});
