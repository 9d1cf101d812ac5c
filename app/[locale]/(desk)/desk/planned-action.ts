/** What the actions of the desk's forms have in common. */
import { getTranslations } from "next-intl/server";
import { DEFAULT_LOCALE, isLocale, type Locale } from "#app/locales.ts";
import { type PagePaths, pathsFor } from "#app/paths.ts";
import { findRefusal } from "#server/api/errors.ts";
import { type PlannedState, problemsOf } from "./planned-state.ts";
import { refusalWords } from "./refusal-words.ts";

/** The language of the page that a form was sent from. */
export function localeOf(form: FormData): Locale {
  const locale = form.get("locale");
  return isLocale(locale) ? locale : DEFAULT_LOCALE;
}

/** The pages in that language. */
export const pathsOf = (form: FormData): PagePaths => pathsFor(localeOf(form));

const FIELDS = [
  "crossing",
  "kind",
  "title",
  "party",
  "lanes",
  "value",
  "startsAt",
  "endsAt",
  "rrule",
  "level",
  "reason",
  "expiresAt",
] as const;

/** The form again, when something was left out of it. */
export async function incompleteState(
  state: PlannedState,
  missing: readonly string[],
  form: FormData,
): Promise<PlannedState> {
  const t = await getTranslations({ locale: localeOf(form), namespace: "desk.problems" });
  return { ...state, problems: Object.fromEntries(missing.map((name) => [name, t("missing")])) };
}

/**
 * The form again, with what was refused beside its fields; anything but a refusal is a bug and goes on. A refusal's own
 * sentences are English; in other languages a field says all that it asks for.
 */
export async function refusedState(
  state: PlannedState,
  error: unknown,
  form: FormData,
): Promise<PlannedState> {
  const locale = localeOf(form);
  const refusal = findRefusal(error);
  if (refusal === null) throw error;
  const said = problemsOf(refusal.details.fields ?? []);
  if (Object.keys(said).length === 0) {
    return { ...state, refusal: await refusalWords(error, { locale, zone: "UTC" }) };
  }
  if (locale === DEFAULT_LOCALE) return { ...state, problems: said };
  const t = await getTranslations({ locale, namespace: "desk.problems" });
  const asked = (name: string) => t(FIELDS.find((field) => field === name) ?? "other");
  const problems = Object.keys(said).map((name) => [name, asked(name)]);
  return { ...state, problems: Object.fromEntries(problems) };
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
