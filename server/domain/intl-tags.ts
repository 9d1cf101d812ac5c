import type { WatchLocale } from "./watch.ts";

/**
 * Locale with calendar and digits written out: servers and browsers carry different editions of CLDR, and
 * a date must read the same in both. Solar Hijri for the Afghan languages. Chromium's Intl has no Pashto at
 * all, so that Dari formats its numbers; what differs in words is ours.
 */
export const INTL_TAGS: Readonly<Record<WatchLocale, string>> = {
  en: "en-GB-u-ca-gregory-nu-latn",
  ur: "ur-PK-u-ca-gregory-nu-latn",
  ps: "fa-AF-u-ca-persian-nu-arabext",
  "fa-AF": "fa-AF-u-ca-persian-nu-arabext",
};
