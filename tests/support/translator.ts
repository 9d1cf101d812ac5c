/** Sentences of the pages, for tests of what is made of them. */
import { readFileSync } from "node:fs";
import { createTranslator } from "next-intl";
import type { Locale } from "#app/locales.ts";
import type english from "../../messages/en.json";

/** Every language has the keys of English; messages.test.ts holds it. */
function readMessages(locale: Locale): typeof english {
  return JSON.parse(
    readFileSync(new URL(`../../messages/${locale}.json`, import.meta.url), "utf8"),
  );
}

/** What `useTranslations("sentence")` gives in a language. */
export function sentenceTranslator(locale: Locale) {
  const messages = readMessages(locale);
  return createTranslator({ locale, messages, namespace: "sentence", timeZone: "UTC" });
}
