/**
 * Dates of the Solar Hijri calendar as Afghan papers write them: `۲۱ میزان ۱۴۰۴، ۱۲:۰۰`. The day, the year and the
 * digits are Intl's. The months and their place are ours: Chromium's Intl has no Pashto, and CLDR's pattern for it
 * puts the era and the year first (`AP ۱۴۰۴ تله ۲۱`).
 */
import type { Locale } from "../locales.ts";

export type AfghanLocale = Extract<Locale, "ps" | "fa-AF">;

const MONTHS: Readonly<Record<AfghanLocale, readonly string[]>> = {
  ps: [
    "وری",
    "غویی",
    "غبرګولی",
    "چنګاښ",
    "زمری",
    "وږی",
    "تله",
    "لړم",
    "لیندۍ",
    "مرغومی",
    "سلواغه",
    "کب",
  ],
  "fa-AF": [
    "حمل",
    "ثور",
    "جوزا",
    "سرطان",
    "اسد",
    "سنبله",
    "میزان",
    "عقرب",
    "قوس",
    "جدی",
    "دلو",
    "حوت",
  ],
};

const DIGITS_TAG = "fa-AF-u-ca-persian-nu-arabext";
const MONTH_NUMBER_TAG = "fa-AF-u-ca-persian-nu-latn";

/** Formats milliseconds since 1970. The parts asked for come in the order day, month, year, time. */
export function solarHijriFormatter(
  locale: AfghanLocale,
  options: Intl.DateTimeFormatOptions,
): (ms: number) => string {
  const { timeZone } = options;
  const zone = timeZone === undefined ? {} : { timeZone };
  const digits = new Intl.DateTimeFormat(DIGITS_TAG, options);
  const monthNumber = new Intl.DateTimeFormat(MONTH_NUMBER_TAG, { month: "numeric", ...zone });
  return (ms) => {
    const parts = digits.formatToParts(ms);
    const partOf = (type: Intl.DateTimeFormatPartTypes): string | undefined =>
      parts.find((part) => part.type === type)?.value;
    const month =
      options.month === undefined
        ? undefined
        : MONTHS[locale][Number.parseInt(monthNumber.format(ms), 10) - 1];
    const date = [partOf("day"), month, partOf("year")].filter((part) => part !== undefined);
    const time = [partOf("hour"), partOf("minute")].filter((part) => part !== undefined);
    return [date.join(" "), time.join(":")].filter((part) => part !== "").join("، ");
  };
}
