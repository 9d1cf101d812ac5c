/** Sentences of the pages, for tests of what is made of them. */
import { readFileSync } from "node:fs";
import { createTranslator } from "next-intl";
import type { Words } from "#app/[locale]/(public)/lite/words.ts";
import type { Locale } from "#app/locales.ts";
import type english from "../../messages/en.json";

/** Every language has the keys of English; messages.test.ts holds it. */
function readMessages(locale: Locale): typeof english {
  return JSON.parse(
    readFileSync(new URL(`../../messages/${locale}.json`, import.meta.url), "utf8"),
  );
}

/** What the text pages load of a language's words. */
export function wordsIn(locale: Locale): Words {
  const given = { locale, messages: readMessages(locale), timeZone: "UTC" };
  return {
    locale,
    exercise: null,
    lite: createTranslator({ ...given, namespace: "lite" }),
    sentence: createTranslator({ ...given, namespace: "sentence" }),
    states: createTranslator({ ...given, namespace: "states" }),
    reasons: createTranslator({ ...given, namespace: "reasons" }),
    figures: createTranslator({ ...given, namespace: "figures" }),
    claims: createTranslator({ ...given, namespace: "claims" }),
    crossing: createTranslator({ ...given, namespace: "crossing" }),
    overview: createTranslator({ ...given, namespace: "overview" }),
    announced: createTranslator({ ...given, namespace: "announcements" }),
    query: createTranslator({ ...given, namespace: "query" }),
  };
}
