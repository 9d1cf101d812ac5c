/** The calendar's days put into months, with the words for each, in the reader's language. */
import { monthCells, yearUntil } from "#app/_components/charts/calendar-months.ts";
import { DAY_SIZE } from "#app/_components/charts/day-shapes.ts";
import { dayCorner, type MonthDay } from "#app/_components/charts/month-plot.tsx";
import type { PlotMark } from "#app/_components/charts/nearest-mark.ts";
import { formatDate, formatInstant } from "#app/format/date.ts";
import type { Locale } from "#app/locales.ts";
import { parseDay } from "#server/domain/calendar-day.ts";
import type { State } from "#server/domain/claim.ts";
import { type LaneDay, stateShare } from "#server/domain/lane-days.ts";
import { DAY_MS, fromMs } from "#server/domain/time.ts";

/** Below it, a part of a day is a rounding error of the record, not a closure. */
const LEAST_SHARE = 0.02;

export interface CalendarMonthDays {
  readonly label: string;
  readonly days: readonly MonthDay[];
  readonly laneDays: readonly LaneDay[];
}

/** A calendar date as words; it names a day, not an instant in the reader's zone. */
export const dayLabel = (day: number, locale: Locale): string =>
  formatDate(fromMs(day * DAY_MS), { locale, style: "day" });

/** The twelve months until the one of `untilDay`, with those of their days that are given. */
export function monthsOfDays(
  days: readonly LaneDay[],
  untilDay: number,
  locale: Locale,
): CalendarMonthDays[] {
  const byDay = new Map(days.map((day) => [parseDay(day.on), day]));
  return yearUntil(untilDay, locale).map((month) => {
    const cells = monthCells(month, locale).flatMap((cell) => {
      const laneDay = byDay.get(cell.day);
      return laneDay === undefined ? [] : [{ cell, laneDay }];
    });
    return {
      label: formatInstant(fromMs(month.first * DAY_MS), { locale, style: "month" }),
      days: cells.map(({ cell, laneDay }) => ({
        ...cell,
        state: laneDay.state,
        isPartlyClosed:
          laneDay.state !== "closed" && stateShare(laneDay.minutes, "closed") > LEAST_SHARE,
      })),
      laneDays: cells.map(({ laneDay }) => laneDay),
    };
  });
}

/** Where each day is drawn, in the order of time. */
export function calendarMarks(
  months: readonly CalendarMonthDays[],
  isRightToLeft: boolean,
): PlotMark[] {
  return months.flatMap(({ days }, plot) =>
    days.map((day): PlotMark => {
      const { x, y } = dayCorner(day, isRightToLeft);
      return [plot, x, y];
    }),
  );
}

export const MARK_SIZE: readonly [number, number] = [DAY_SIZE, DAY_SIZE];

/** States that took a part of a day worth naming, the greatest first. */
export function shownShares(day: LaneDay): { readonly state: State; readonly share: number }[] {
  const states: readonly State[] = ["closed", "restricted", "open", "unknown"];
  return states
    .map((state) => ({ state, share: stateShare(day.minutes, state) }))
    .filter(({ share }) => share > LEAST_SHARE)
    .sort((a, b) => b.share - a.share);
}

export interface StateRun {
  readonly state: State;
  readonly first: LaneDay;
  readonly last: LaneDay;
  readonly days: number;
}

/** Days after each other with one word, newest first. */
export function stateRuns(days: readonly LaneDay[]): StateRun[] {
  const runs: StateRun[] = [];
  for (const day of days) {
    const run = runs[0];
    if (run?.state === day.state) runs[0] = { ...run, last: day, days: run.days + 1 };
    else runs.unshift({ state: day.state, first: day, last: day, days: 1 });
  }
  return runs;
}
