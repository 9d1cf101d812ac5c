/** What the actions of the desk's forms have in common. */
import { DEFAULT_LOCALE, isLocale, type Locale } from "#app/locales.ts";
import { type PagePaths, pathsFor } from "#app/paths.ts";
import { findRefusal } from "#server/api/errors.ts";
import { type PlannedState, problemsOf } from "./planned-state.ts";

/** The language of the page that a form was sent from. */
export function localeOf(form: FormData): Locale {
  const locale = form.get("locale");
  return isLocale(locale) ? locale : DEFAULT_LOCALE;
}

/** The pages in that language. */
export const pathsOf = (form: FormData): PagePaths => pathsFor(localeOf(form));

/** The form again, with what was refused beside its fields; anything but a refusal is a bug and goes on. */
export function refusedState(state: PlannedState, error: unknown): PlannedState {
  const refusal = findRefusal(error);
  if (refusal === null) throw error;
  const problems = problemsOf(refusal.details.fields ?? []);
  const isOfField = Object.keys(problems).length > 0;
  return { ...state, problems, refusal: isOfField ? null : refusal.message };
}

/** What came of taking something back. */
export async function withdraw(work: () => Promise<unknown>): Promise<"withdrawn" | "refused"> {
  try {
    await work();
    return "withdrawn";
  } catch (error) {
    if (findRefusal(error) === null) throw error;
    return "refused";
  }
}
