import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayRuns } from "#server/domain/calendar-day.ts";
import { DAY_MS, fromMs } from "#server/domain/time.ts";
import {
  compareWithUsual,
  type DayCount,
  deriveTraffic,
  USUAL_WEEKS,
  usualFor,
} from "#server/domain/usual-traffic.ts";

const DAY = 20_000;
const exactly = (day: number, value: number): DayCount => ({
  day,
  low: value,
  best: value,
  high: value,
});
const byDay = (counts: readonly DayCount[]) => new Map(counts.map((count) => [count.day, count]));
/** The same weekday of so many weeks before. */
const weeksBefore = (values: readonly number[]) =>
  byDay(values.map((value, i) => exactly(DAY - (i + 1) * 7, value)));

describe("what is usual for a weekday", () => {
  test("it is the median of the same weekday in the eight weeks before", () => {
    expect(usualFor(DAY, weeksBefore([900, 1_000, 1_100, 5_000, 950]))).toEqual({
      low: 1_000,
      high: 1_000,
      values: 5,
    });
    expect(usualFor(DAY, weeksBefore([900, 1_000, 1_100, 5_000]))?.low).toBe(1_050);
  });

  test("three values are too few to call anything usual", () => {
    expect(usualFor(DAY, weeksBefore([900, 1_000, 1_100]))).toBeNull();
  });

  test("other weekdays, the day itself and older weeks do not count", () => {
    const others = [-1, -2, -3, -4, -5, -6, 0, -63, -70].map((shift) => exactly(DAY + shift, 7));
    expect(usualFor(DAY, byDay(others))).toBeNull();
  });

  test("ranges stay ranges, and what has no upper bound takes it from the usual too", () => {
    const wide = [1, 2, 3, 4].map((week) => ({
      day: DAY - week * 7,
      low: 100 * week,
      best: null,
      high: week > 1 ? null : 500,
    }));
    expect(usualFor(DAY, byDay(wide))).toEqual({ low: 250, high: null, values: 4 });
  });

  test("a day is below or above only when the ranges do not touch", () => {
    const usual = { low: 900, high: 1_100, values: 8 };
    const said = (low: number, high: number | null) =>
      compareWithUsual({ day: DAY, low, best: null, high }, usual);
    expect([said(100, 899), said(100, 900), said(1_100, 2_000), said(1_101, null)]).toEqual([
      "below",
      "usual",
      "usual",
      "above",
    ]);
    expect(said(5, null)).toBe("usual");
  });

  test("the usual lies between the least and the greatest, and the order of arrival is nothing to it", () => {
    const values = fc.array(fc.integer({ min: 0, max: 100_000 }), {
      minLength: 4,
      maxLength: USUAL_WEEKS,
    });
    fc.assert(
      fc.property(values, (given) => {
        const counts = [...weeksBefore(given).values()];
        const usual = usualFor(DAY, byDay(counts));
        expect(usual?.low).toBeGreaterThanOrEqual(Math.min(...given));
        expect(usual?.low).toBeLessThanOrEqual(Math.max(...given));
        expect(usualFor(DAY, byDay(counts.toReversed()))).toEqual(usual);
      }),
    );
  });
});

describe("days of traffic", () => {
  const span = (days: number) =>
    dayRuns({ from: fromMs(DAY * DAY_MS), to: fromMs((DAY + days - 1) * DAY_MS) }, "UTC");

  test("a day of which nothing was said is a gap, with its usual all the same", () => {
    const counts = [...weeksBefore([10, 10, 10, 10]).values(), exactly(DAY + 1, 3)];
    expect(deriveTraffic(counts, span(2))).toMatchObject([
      { low: null, best: null, high: null, usual: { low: 10 }, comparison: null },
      { low: 3, best: 3, high: 3, usual: null, comparison: null },
    ]);
  });

  test("a longer span has runs with their range, and calls nothing usual", () => {
    const days = deriveTraffic([exactly(DAY, 3), exactly(DAY + 1, 9)], span(800));
    expect(days).toHaveLength(400);
    expect(days[0]).toMatchObject({ low: 3, best: null, high: 9, usual: null });
    expect(days[1]).toMatchObject({ low: null, high: null });
  });
});
