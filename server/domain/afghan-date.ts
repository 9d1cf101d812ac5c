/**
 * Dates as Afghan papers write them: Solar Hijri, `۲۱ میزان ۱۴۰۴، ۱۲:۰۰`, and Gregorian, `۱۳ اکتوبر ۲۰۲۵`. The day, the
 * year and the digits are Intl's. The months and their place are ours: Chromium's Intl has no Pashto and may give Dari
 * the months of Iran (`اکتبر`), and CLDR's pattern for Pashto puts the era and the year first (`AP ۱۴۰۴ تله ۲۱`).
 */
import type { WatchLocale } from "./watch.ts";

export type AfghanLocale = Extract<WatchLocale, "ps" | "fa-AF">;

export type AfghanCalendar = "persian" | "gregory";

const MONTHS: Readonly<Record<AfghanCalendar, Readonly<Record<AfghanLocale, readonly string[]>>>> =
  {
    persian: {
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
    },
    gregory: {
      ps: [
        "جنوري",
        "فبروري",
        "مارچ",
        "اپرېل",
        "مۍ",
        "جون",
        "جولای",
        "اګست",
        "سپتمبر",
        "اکتوبر",
        "نومبر",
        "ډسمبر",
      ],
      "fa-AF": [
        "جنوری",
        "فبروری",
        "مارچ",
        "اپریل",
        "می",
        "جون",
        "جولای",
        "اگست",
        "سپتمبر",
        "اکتوبر",
        "نومبر",
        "دسمبر",
      ],
    },
  };

interface AfghanFormat {
  readonly locale: AfghanLocale;
  readonly calendar: AfghanCalendar;
  readonly options: Intl.DateTimeFormatOptions;
}

/** Formats milliseconds since 1970. The parts asked for come in the order day, month, year, time. */
export function afghanFormatter({
  locale,
  calendar,
  options,
}: AfghanFormat): (ms: number) => string {
  const { timeZone } = options;
  const zone = timeZone === undefined ? {} : { timeZone };
  const tag = `fa-AF-u-ca-${calendar}-nu`;
  const digits = new Intl.DateTimeFormat(`${tag}-arabext`, options);
  const monthNumber = new Intl.DateTimeFormat(`${tag}-latn`, { month: "numeric", ...zone });
  return (ms) => {
    const parts = digits.formatToParts(ms);
    const partOf = (type: Intl.DateTimeFormatPartTypes): string | undefined =>
      parts.find((part) => part.type === type)?.value;
    const month =
      options.month === undefined
        ? undefined
        : MONTHS[calendar][locale][Number.parseInt(monthNumber.format(ms), 10) - 1];
    const date = [partOf("day"), month, partOf("year")].filter((part) => part !== undefined);
    const time = [partOf("hour"), partOf("minute")].filter((part) => part !== undefined);
    return [date.join(" "), time.join(":")].filter((part) => part !== "").join("، ");
  };
}
