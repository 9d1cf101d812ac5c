"use server";
import { refresh } from "next/cache";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { findRefusal } from "#server/api/errors.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { getRuntime } from "#server/runtime.ts";
import { ACCOUNT_DEEDS, type AccountDeed, type ManageState } from "./manage-state.ts";

/** Does it; the one-time link, where that is what was made. */
async function manage(
  deed: AccountDeed,
  email: string,
  linkOf: (token: string) => string,
): Promise<string | null> {
  const { accounts } = getRuntime().caller(await getActor());
  switch (deed) {
    case "link":
      return linkOf((await accounts.makeResetLink({ email })).token);
    case "sessions":
      await accounts.revokeSessions({ email });
      return null;
    case "disable":
      await accounts.disable({ email });
      return null;
    case "enable":
      await accounts.enable({ email });
      return null;
    case "second_step":
      await accounts.resetSecondStep({ email });
      return null;
  }
}

/** What an admin does to one account; the list is read again. */
export async function manageAction(before: ManageState, form: FormData): Promise<ManageState> {
  const deed = ACCOUNT_DEEDS.find((one) => one === form.get("do"));
  if (deed === undefined) return before;
  const given = form.get("locale");
  const to = pathsFor(isLocale(given) ? given : DEFAULT_LOCALE);
  const linkOf = (token: string) => `${getRuntime().publicUrl}${to.welcome(token)}`;
  try {
    const link = await manage(deed, String(form.get("email")), linkOf);
    refresh();
    return { done: deed, link, problem: null };
  } catch (error) {
    const refusal = findRefusal(error);
    if (refusal === null) throw error;
    const problem = refusal.code === "conflict" ? "conflict" : "gone";
    return { done: null, link: null, problem };
  }
}
