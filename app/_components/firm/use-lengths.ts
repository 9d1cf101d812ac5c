import { useLocale, useTranslations } from "next-intl";
import { formatNumber, keepInText } from "#app/format/number.ts";
import type { KnownLength } from "#server/domain/lane-record.ts";

const HOURS_A_DAY = 24;
/** Up to two days people count in hours. */
const HOURS_UNTIL = 48;

/** Whole hours; of days one place behind the point, below ten. */
function rounded(hours: number, isDays: boolean): number {
  if (!isDays) return Math.round(hours);
  const days = hours / HOURS_A_DAY;
  return days < 10 ? Math.round(days * 10) / 10 : Math.round(days);
}

export interface Lengths {
  /** "31 h", "2.5 d" */
  readonly hours: (hours: number) => string;
  /** "60–168 h" in the unit of its upper end; null: no upper bound. */
  readonly range: (low: number, high: number | null) => string;
  /** "at least 3 d" */
  readonly known: (length: KnownLength) => string;
}

/** Lengths of time in the reader's language. */
export function useLengths(): Lengths {
  const t = useTranslations("firm.length");
  const locale = useLocale();
  const withUnit = (text: string, isDays: boolean) => t(isDays ? "days" : "hours", { count: text });
  const number = (hours: number, isDays: boolean) => formatNumber(locale, rounded(hours, isDays));
  const hours = (length: number) => {
    const isDays = length >= HOURS_UNTIL;
    return withUnit(number(length, isDays), isDays);
  };
  return {
    hours,
    range: (low, high) => {
      if (high === null) return low === 0 ? t("unbounded") : t("orMore", { length: hours(low) });
      const isDays = high >= HOURS_UNTIL;
      const [from, to] = [number(low, isDays), number(high, isDays)];
      if (from === to) return withUnit(to, isDays);
      if (rounded(low, isDays) === 0) return t("upTo", { length: withUnit(to, isDays) });
      return withUnit(keepInText(locale, `${from}–${to}`), isDays);
    },
    known: ({ minutes, isAtLeast }) =>
      isAtLeast ? t("atLeast", { length: hours(minutes / 60) }) : hours(minutes / 60),
  };
}
