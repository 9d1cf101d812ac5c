import { INTL_TAGS, type Locale } from "../locales.ts";

const formatters = new Map<Locale, Intl.NumberFormat>();

/** A part of a whole, 0 to 1, in whole percent: `67%`. */
export function formatShare(locale: Locale, share: number): string {
  let formatter = formatters.get(locale);
  if (formatter === undefined) {
    formatter = new Intl.NumberFormat(INTL_TAGS[locale], { style: "percent" });
    formatters.set(locale, formatter);
  }
  return formatter.format(share);
}
