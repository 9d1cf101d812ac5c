/** What the charts of a crossing's page are made of, besides its history (load-crossing.ts). */
import { yearUntil } from "#app/_components/charts/calendar-months.ts";
import type { CalendarChoice } from "#app/_components/crossing/calendar-query.ts";
import { type HistoryChoice, spanBefore } from "#app/_components/crossing/history-query.ts";
import type { Locale } from "#app/locales.ts";
import { EARLIEST_AS_OF } from "#app/view-query.ts";
import { dayStart, localDay } from "#server/domain/calendar-day.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { Known } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import { getRuntime } from "#server/runtime.ts";

const CROSSED = {
  people_stranded: "people_crossed_24h",
  trucks_stranded: "trucks_crossed_24h",
} as const;

export interface ChartsQuery {
  readonly crossing: Crossing;
  readonly asOf: Instant | undefined;
  readonly known: Known;
  /** The instant that the page describes. */
  readonly at: Instant;
  readonly choice: HistoryChoice;
  readonly calendar: CalendarChoice;
  /** Months are those of the reader's calendar. */
  readonly locale: Locale;
}

/** The calendar of days, and crossings per day. A day that is asked for and has not come is the view's. */
export async function loadCharts(query: ChartsQuery) {
  const { crossing, asOf, known, at, choice, calendar, locale } = query;
  const { id: slug } = crossing;
  const { zone } = crossing.sides[0];
  const view = asOf === undefined ? {} : { asOf, known };
  const viewDay = localDay(at, zone);
  const asked = Math.min(calendar.untilDay ?? viewDay, viewDay);
  const untilDay = Math.max(asked, Math.min(viewDay, localDay(EARLIEST_AS_OF, zone)));
  const first = yearUntil(untilDay, locale)[0]?.first ?? untilDay;
  const last = yearUntil(untilDay, locale).at(-1)?.last ?? untilDay;
  const api = getRuntime().caller(null);
  const [{ days }, traffic] = await Promise.all([
    api.days.states({
      slug,
      ...(calendar.mode === null ? {} : { mode: calendar.mode }),
      from: dayStart(first, zone),
      to: dayStart(Math.min(last, viewDay), zone),
      ...view,
    }),
    api.days.traffic({
      slug,
      metric: CROSSED[choice.metric],
      ...spanBefore(choice.span, at),
      ...view,
    }),
  ]);
  return { days, traffic, calendar, viewDay, untilDay };
}
