/** All words that a text page needs, in one language. */
import { getTranslations } from "next-intl/server";
import type { Locale } from "#app/locales.ts";
import { getRuntime } from "#server/runtime.ts";

/** Translators by namespace. */
export async function loadWords(locale: Locale) {
  const [lite, sentence, states, reasons, figures, claims, crossing, overview, announced, query] =
    await Promise.all([
      getTranslations({ locale, namespace: "lite" }),
      getTranslations({ locale, namespace: "sentence" }),
      getTranslations({ locale, namespace: "states" }),
      getTranslations({ locale, namespace: "reasons" }),
      getTranslations({ locale, namespace: "figures" }),
      getTranslations({ locale, namespace: "claims" }),
      getTranslations({ locale, namespace: "crossing" }),
      getTranslations({ locale, namespace: "overview" }),
      getTranslations({ locale, namespace: "announcements" }),
      getTranslations({ locale, namespace: "query" }),
    ]);
  const inExercise = await getTranslations({ locale, namespace: "exercise" });
  return {
    locale,
    /** What everything that is said in an exercise begins with; null in reality. */
    exercise: getRuntime().exercise === null ? null : inExercise("label"),
    lite,
    sentence,
    states,
    reasons,
    figures,
    claims,
    crossing,
    overview,
    announced,
    query,
  };
}

export type Words = Awaited<ReturnType<typeof loadWords>>;
