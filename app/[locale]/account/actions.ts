"use server";
import { redirect } from "next/navigation";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { findRefusal } from "#server/api/errors.ts";
import { getActor, getSessionId } from "#server/auth/get-actor.ts";
import { getRuntime } from "#server/runtime.ts";

function pathsOf(form: FormData) {
  const locale = form.get("locale");
  return pathsFor(isLocale(locale) ? locale : DEFAULT_LOCALE);
}

/** Does it, unless it is refused: the session has ended meanwhile, here or there, and the page says what is so now. */
async function attempt(act: () => Promise<unknown>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (findRefusal(error) === null) throw error;
  }
}

/** Ends one of one's own sessions; that of this browser leads to the sign-in page. */
export async function endSessionAction(form: FormData): Promise<void> {
  const { accounts } = getRuntime().caller(await getActor());
  await attempt(() => accounts.endSession({ sessionId: String(form.get("session")) }));
  redirect(pathsOf(form).account({ done: "ended" }));
}

/** Ends all but this browser's. */
export async function endOtherSessionsAction(form: FormData): Promise<void> {
  const { accounts } = getRuntime().caller(await getActor());
  const keepId = await getSessionId();
  if (keepId !== null) await attempt(() => accounts.endOtherSessions({ keepId }));
  redirect(pathsOf(form).account({ done: "others" }));
}
