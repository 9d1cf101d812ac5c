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

/**
 * Locale with calendar and digits written out: servers and browsers carry different editions of CLDR, and
 * a date must read the same in both. Solar Hijri for the Afghan languages. Chromium's Intl has no Pashto at
 * all, so that Dari formats its numbers; what differs in words is ours (`app/format`).
 */
export const INTL_TAGS: Readonly<Record<Locale, string>> = {
  en: "en-GB-u-ca-gregory-nu-latn",
  ur: "ur-PK-u-ca-gregory-nu-latn",
  ps: "fa-AF-u-ca-persian-nu-arabext",
  "fa-AF": "fa-AF-u-ca-persian-nu-arabext",
};

export function isLocale(value: unknown): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

export function directionOf(locale: Locale): "ltr" | "rtl" {
  return locale === "en" ? "ltr" : "rtl";
}
