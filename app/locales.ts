/** The languages of the pages. English has no prefix; three of the four are written from right to left. */
export const LOCALES = ["en", "ur", "ps", "fa-AF"] as const;
export type Locale = (typeof LOCALES)[number];
export const DEFAULT_LOCALE: Locale = "en";

/** Each language's own name for itself. */
export const LOCALE_NAMES: Readonly<Record<Locale, string>> = {
  en: "English",
  ur: "اردو",
  ps: "پښتو",
  "fa-AF": "دری",
};

export { INTL_TAGS } from "#server/domain/intl-tags.ts";

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

export function directionOf(locale: Locale): "ltr" | "rtl" {
  return locale === "en" ? "ltr" : "rtl";
}
