import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { monthAround, monthCells, yearUntil } from "#app/_components/charts/calendar-months.ts";
import { BARS_HEIGHT_PX, dayBarPaths } from "#app/_components/charts/day-bars.ts";
import { nearestMark } from "#app/_components/charts/nearest-mark.ts";
import { monthsOfDays, stateRuns } from "#app/_components/crossing/calendar-days.ts";
import { readCalendarChoice } from "#app/_components/crossing/calendar-query.ts";
import { LOCALES } from "#app/locales.ts";
import { dayText, parseDay } from "#server/domain/calendar-day.ts";
import type { State } from "#server/domain/claim.ts";
import type { LaneDay } from "#server/domain/lane-days.ts";

const day = (text: string): number => {
  const parsed = parseDay(text);
  if (parsed === null) throw new Error(`${text} is no day`);
  return parsed;
};

const laneDay = (on: string, state: State): LaneDay => ({
  on,
  state,
  minutes: { open: 0, restricted: 0, closed: 0, unknown: 0, [state]: 1440 },
});

describe("months of the reader's calendar", () => {
  test("October 2025 for English and Urdu, Mizan 1404 for Pashto and Dari", () => {
    for (const locale of ["en", "ur"] as const) {
      const { first, last } = monthAround(day("2025-10-12"), locale);
      expect([dayText(first), dayText(last)]).toEqual(["2025-10-01", "2025-10-31"]);
    }
    for (const locale of ["ps", "fa-AF"] as const) {
      const { first, last } = monthAround(day("2025-10-12"), locale);
      expect([dayText(first), dayText(last)]).toEqual(["2025-09-23", "2025-10-22"]);
    }
  });

  test("a week begins on Monday in English and on Saturday in Dari", () => {
    // 12 October 2025 was a Sunday.
    const columnOf = (locale: "en" | "fa-AF") =>
      monthCells(monthAround(day("2025-10-12"), locale), locale).find(
        (cell) => cell.day === day("2025-10-12"),
      )?.column;
    expect(columnOf("en")).toBe(6);
    expect(columnOf("fa-AF")).toBe(1);
  });

  test("twelve months touch, end around the day, and each has its days once, in at most six weeks", () => {
    const any = fc.integer({ min: day("1990-01-01"), max: day("2060-01-01") });
    fc.assert(
      fc.property(any, fc.constantFrom(...LOCALES), (until, locale) => {
        const months = yearUntil(until, locale);
        expect(months).toHaveLength(12);
        for (const [i, month] of months.entries()) {
          const next = months[i + 1];
          if (next !== undefined) expect(next.first).toBe(month.last + 1);
          const cells = monthCells(month, locale);
          const places = new Set(cells.map(({ row, column }) => `${row} ${column}`));
          expect(places.size).toBe(month.last - month.first + 1);
          expect(Math.max(...cells.map(({ row }) => row))).toBeLessThan(6);
        }
        const last = months[11];
        expect(last !== undefined && last.first <= until && until <= last.last).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  test("a day that has not come has no mark, and a day closed in part is marked so", () => {
    const partly: LaneDay = {
      on: "2025-10-02",
      state: "open",
      minutes: { open: 1000, restricted: 0, closed: 440, unknown: 0 },
    };
    const months = monthsOfDays([laneDay("2025-10-01", "closed"), partly], day("2025-10-02"), "en");
    expect(months.flatMap(({ days }) => days.map((one) => one.isPartlyClosed))).toEqual([
      false,
      true,
    ]);
  });

  test("days of one state after each other are one row, newest first", () => {
    const days = ["open", "open", "closed", "open"].map((state, i) =>
      laneDay(`2025-10-0${i + 1}`, state === "open" ? "open" : "closed"),
    );
    expect(stateRuns(days).map((run) => [run.state, run.first.on, run.last.on, run.days])).toEqual([
      ["open", "2025-10-04", "2025-10-04", 1],
      ["closed", "2025-10-03", "2025-10-03", 1],
      ["open", "2025-10-01", "2025-10-02", 2],
    ]);
  });
});

describe("bars by day", () => {
  const bar = (low: number | null, high: number | null) => ({ low, best: null, high, usual: null });

  test("a gap has no bar, and nought still has a foot", () => {
    expect(dayBarPaths([bar(null, null)], 10).solid).toBe("");
    expect(dayBarPaths([bar(0, 0)], 10).solid).toBe(`M5 ${BARS_HEIGHT_PX}V${BARS_HEIGHT_PX - 1.5}`);
  });

  test("what has no upper bound is drawn to the top as open, never as a bound", () => {
    const { range, open } = dayBarPaths([bar(5, null)], 10);
    expect([range, open]).toEqual(["", `M5 ${BARS_HEIGHT_PX / 2}V0`]);
  });
});

test("a finger picks the nearest mark of the drawing it is on, and none of another", () => {
  const marks = [
    [0, 0, 0],
    [0, 16, 0],
    [1, 0, 0],
  ] as const;
  expect(nearestMark(marks, [16, 16], { plot: 0, x: 20, y: 5 })).toBe(1);
  expect(nearestMark(marks, [16, 16], { plot: 1, x: 200, y: 5 })).toBe(2);
  expect(nearestMark(marks, [16, 16], { plot: 2, x: 0, y: 0 })).toBeNull();
});

test("an address names a mode and a day, and what it misspells is named", () => {
  expect(readCalendarChoice({ mode: "truck", to: "2025-10-31" })).toEqual({
    calendar: { mode: "truck", untilDay: day("2025-10-31") },
    problems: [],
  });
  const { calendar, problems } = readCalendarChoice({ mode: "boat", to: "31.10.2025" });
  expect(calendar).toEqual({ mode: null, untilDay: null });
  expect(problems.map(({ field }) => field)).toEqual(["mode", "to"]);
});
