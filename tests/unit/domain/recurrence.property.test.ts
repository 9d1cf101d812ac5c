import fc from "fast-check";
import ICAL from "ical.js";
import { describe, expect, test } from "vitest";
import { isDayOf, parseRecurrence, recurringDays } from "#server/domain/recurrence.ts";
import { DAY_MS, fromMs } from "#server/domain/time.ts";

const dayNumber = (text: string): number => Date.parse(`${text}T00:00:00Z`) / DAY_MS;
const dayText = (day: number): string => fromMs(day * DAY_MS).slice(0, 10);

/** The same rule by ical.js, which is an implementation of RFC 5545 of its own. */
function byIcal(rule: string, startDay: number, lastDay: number): string[] {
  const iterator = ICAL.Recur.fromString(rule).iterator(
    ICAL.Time.fromDateString(dayText(startDay)),
  );
  const days: string[] = [];
  for (let i = 0; i < 3_000; i++) {
    const next = iterator.next();
    if (!next || dayNumber(next.toString()) > lastDay) break;
    days.push(next.toString());
  }
  return days;
}

const some = <T>(...values: readonly T[]) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: 3 });
const weekdays = some("MO", "TU", "WE", "TH", "FR", "SA", "SU");
const ordinals = some("1MO", "2FR", "-1SU", "-2TH", "3SA", "1TU");
const monthDays = some(1, 2, 15, 28, 30, 31, -1, -3, -31);
/** Of a year: ical.js makes 31 June the first of July. */
const safeDays = some(1, 2, 15, 28);
const months = some(1, 2, 3, 6, 11, 12);

const anyRule = fc
  .record({
    shape: fc.oneof(
      fc.constantFrom("FREQ=DAILY", "FREQ=WEEKLY", "FREQ=MONTHLY", "FREQ=YEARLY"),
      weekdays.map((days) => `FREQ=WEEKLY;BYDAY=${days}`),
      weekdays.map((days) => `FREQ=WEEKLY;BYDAY=${days};WKST=SU`),
      weekdays.map((days) => `FREQ=MONTHLY;BYDAY=${days}`),
      ordinals.map((days) => `FREQ=MONTHLY;BYDAY=${days}`),
      monthDays.map((days) => `FREQ=MONTHLY;BYMONTHDAY=${days}`),
      fc.tuple(months, safeDays).map(([m, d]) => `FREQ=YEARLY;BYMONTH=${m};BYMONTHDAY=${d}`),
      months.map((m) => `FREQ=DAILY;BYMONTH=${m}`),
    ),
    interval: fc.integer({ min: 1, max: 5 }),
    count: fc.option(fc.integer({ min: 1, max: 30 })),
  })
  .map(({ shape, interval, count }) =>
    [
      shape,
      interval === 1 ? null : `INTERVAL=${interval}`,
      count === null ? null : `COUNT=${count}`,
    ]
      .filter((part) => part !== null)
      .join(";"),
  );

const anyDay = fc.integer({ min: dayNumber("2024-01-01"), max: dayNumber("2028-12-31") });

describe("recurrence rules", () => {
  test("give the days that another implementation of RFC 5545 gives", () => {
    let compared = 0;
    fc.assert(
      fc.property(anyRule, anyDay, (text, day) => {
        const rule = parseRecurrence(text);
        // A rule begins on a day of its own.
        const startDay = recurringDays({ ...rule, interval: 1, count: null }, day, day + 800).find(
          (one) => isDayOf(rule, one),
        );
        fc.pre(startDay !== undefined);
        // ical.js goes on from 29 February to 1 March; a day that a year has not is left out (RFC 5545, 3.3.10).
        fc.pre(!text.startsWith("FREQ=YEARLY") || !dayText(startDay).endsWith("02-29"));
        const lastDay = startDay + 1_500;
        const days = recurringDays(rule, startDay, lastDay).map(dayText);
        expect(days).toEqual(byIcal(text, startDay, lastDay));
        compared += 1;
      }),
      { numRuns: 400 },
    );
    expect(compared).toBeGreaterThan(300);
  });

  test("a year that has no such day is left out", () => {
    const start = dayNumber("2024-02-29");
    const days = recurringDays(parseRecurrence("FREQ=YEARLY"), start, start + 3_000);
    expect(days.map(dayText)).toEqual(["2024-02-29", "2028-02-29", "2032-02-29"]);
  });

  test("a rule that never holds ends, and finds nothing", () => {
    const rule = parseRecurrence("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30");
    expect(recurringDays(rule, 20_000, 24_000)).toEqual([]);
  });

  test.each([
    ["", "is no part"],
    ["BYDAY=MO", "begin with FREQ"],
    ["FREQ=HOURLY", "begin with FREQ"],
    ["FREQ=DAILY;BYSETPOS=1", "BYSETPOS is not understood"],
    ["FREQ=DAILY;FREQ=WEEKLY", "twice"],
    ["FREQ=DAILY;INTERVAL=0", "INTERVAL=0"],
    ["FREQ=DAILY;COUNT=2;UNTIL=20261231", "not both"],
    ["FREQ=DAILY;UNTIL=20260231", "is no date"],
    ["FREQ=DAILY;UNTIL=20261231T250000Z", "no time of a day"],
    ["FREQ=WEEKLY;BYDAY=2FR", "one of a month"],
    ["FREQ=WEEKLY;BYDAY=XX", "no day of the week"],
    ["FREQ=WEEKLY;BYMONTHDAY=1", "takes no BYMONTHDAY"],
    ["FREQ=MONTHLY;BYMONTHDAY=32", "BYMONTHDAY=32"],
    ["FREQ=DAILY;COUNT=1e3", "COUNT=1E3"],
  ])("%s is refused with what is wrong", (text, message) => {
    expect(() => parseRecurrence(text)).toThrow(message);
  });

  test("whatever is typed is a rule or refused, and quickly", () => {
    const piece = fc.oneof(
      fc.constantFrom(
        "FREQ=DAILY",
        "FREQ=",
        ";",
        "BYDAY=",
        "MO",
        "-1",
        ",",
        "COUNT=3",
        "UNTIL=",
        "=",
        "99999",
      ),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        try {
          const days = recurringDays(parseRecurrence(pieces.join("")), 20_000, 20_400);
          expect(days.length).toBeLessThanOrEqual(401);
        } catch (error) {
          expect(error).toMatchObject({ code: "invalid" });
        }
      }),
    );
  });
});
