import { useLocale, useTranslations } from "next-intl";
import { formatRangeInText } from "#app/format/number.ts";
import { parseDay } from "#server/domain/calendar-day.ts";
import type { Traffic, TrafficDay } from "#server/domain/usual-traffic.ts";
import { dayLabel } from "./calendar-days.ts";

/** A day of traffic in words, for readout and table. */
export function useTrafficWords(
  { runDays, metric }: Pick<Traffic, "runDays" | "metric">,
  viewDay: number,
) {
  const t = useTranslations("traffic");
  const locale = useLocale();
  const date = (day: TrafficDay): string => {
    const first = parseDay(day.on) ?? 0;
    if (runDays === 1) return dayLabel(first, locale);
    return t("run", {
      from: dayLabel(first, locale),
      to: dayLabel(Math.min(first + runDays - 1, viewDay), locale),
    });
  };
  const count = ({ low, high }: TrafficDay): string | null =>
    low === null ? null : formatRangeInText(locale, { low, high });
  const usual = (day: TrafficDay): string | null =>
    day.usual === null
      ? null
      : t("usual", {
          range: formatRangeInText(locale, day.usual),
          count: day.usual.values,
        });
  const comparison = (day: TrafficDay): string | null =>
    day.comparison === null ? null : t(`comparison.${day.comparison}`);
  const line = (day: TrafficDay): string => {
    const said = count(day);
    const range = said === null ? t("silent") : t(`said.${metric}`, { range: said });
    const parts = [range, usual(day), comparison(day)].filter((part) => part !== null);
    return t("line", { date: date(day), said: parts.join(t("join")) });
  };
  return { date, count, usual, comparison, line };
}
