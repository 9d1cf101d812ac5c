import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayRuns, dayStart, localDay, MAX_DAYS, parseDay } from "#server/domain/calendar-day.ts";
import { deriveTimelines } from "#server/domain/derive-closures.ts";
import { dayState, deriveLaneDays, type StateMinutes } from "#server/domain/lane-days.ts";
import { toRibbon } from "#server/domain/lane-timeline.ts";
import { fromMs } from "#server/domain/time.ts";
import { getCrossing, reportsOf, TODAY } from "../formats/record/recorded-crossings.ts";

const minutes = (given: Partial<StateMinutes>): StateMinutes => ({
  open: 0,
  restricted: 0,
  closed: 0,
  unknown: 0,
  ...given,
});

function torkham(from: string, to: string, mode?: string) {
  const crossing = getCrossing("torkham");
  const zone = crossing.sides[0].zone;
  const runs = dayRuns({ from, to }, zone);
  const span = { from: dayStart(runs.firsts[0] ?? 0, zone), to: dayStart(runs.last + 1, zone) };
  const ribbons = deriveTimelines({ crossing, reports: reportsOf("torkham"), ...span, now: TODAY })
    .filter(({ lane }) => mode === undefined || lane.endsWith(`/${mode}`))
    .map(({ lane, segments }) => ({ lane, segments: toRibbon(segments) }));
  return deriveLaneDays(ribbons, runs, zone);
}

describe("the word for a day", () => {
  test("most of its hours name it, and of two equal shares the worse", () => {
    expect(dayState(minutes({ open: 800, closed: 640 }))).toBe("open");
    expect(dayState(minutes({ open: 720, closed: 720 }))).toBe("closed");
    expect(dayState(minutes({ open: 720, restricted: 720 }))).toBe("restricted");
  });

  test("a day of which more than half is not known is unknown, however the rest was", () => {
    expect(dayState(minutes({ open: 700, unknown: 740 }))).toBe("unknown");
    expect(dayState(minutes({ open: 720, unknown: 720 }))).toBe("open");
    expect(dayState(minutes({}))).toBe("unknown");
  });
});

describe("Torkham's days, as data/closures.json tells them", () => {
  test("October 2025 is open until the clash of the 12th and closed from that day on", () => {
    const days = torkham("2025-10-01T06:00:00.000Z", "2025-10-31T06:00:00.000Z");
    expect(days).toHaveLength(31);
    expect(days.map(({ state }) => state)).toEqual([
      ...Array<string>(11).fill("open"),
      ...Array<string>(20).fill("closed"),
    ]);
    expect(days[11]).toMatchObject({ on: "2025-10-12", minutes: { closed: 6 * 1440 } });
  });

  test("in March 2025 trucks went through three days before people on foot", () => {
    const trucks = torkham("2025-03-18T06:00:00.000Z", "2025-03-23T06:00:00.000Z", "truck");
    const onFoot = torkham("2025-03-18T06:00:00.000Z", "2025-03-23T06:00:00.000Z", "pedestrian");
    // Trucks from 16:00 on the 19th: 8 of its 24 hours.
    expect(trucks.map(({ state }) => state).join()).toBe("closed,closed,open,open,open,open");
    expect(onFoot.map(({ state }) => state).join()).toBe("closed,closed,closed,closed,open,open");
    expect(trucks[1]?.minutes).toEqual(minutes({ closed: 2 * 16 * 60, open: 2 * 8 * 60 }));
  });

  test("nothing is known before its record begins", () => {
    const days = torkham("2009-01-01T00:00:00.000Z", "2009-03-01T00:00:00.000Z");
    expect(new Set(days.map(({ state }) => state))).toEqual(new Set(["unknown"]));
  });

  test("the whole record is answered in at most 400 runs, and a span upside down is turned round", () => {
    const whole = torkham("2011-11-01T00:00:00.000Z", TODAY);
    expect(whole.length).toBeLessThanOrEqual(MAX_DAYS);
    expect(torkham(TODAY, "2011-11-01T00:00:00.000Z")).toEqual(whole);
  });
});

describe("runs of days", () => {
  test("they are equal, touch, and reach over the whole span, whatever its length", () => {
    const any = fc.integer({ min: Date.UTC(1950, 0, 1), max: Date.UTC(2040, 0, 1) }).map(fromMs);
    fc.assert(
      fc.property(any, any, fc.constantFrom("Asia/Kabul", "Asia/Tehran"), (from, to, zone) => {
        const { runDays, firsts, last } = dayRuns({ from, to }, zone);
        const [earlier = from] = [from, to].sort();
        expect(firsts.length).toBeGreaterThan(0);
        expect(firsts.length).toBeLessThanOrEqual(MAX_DAYS);
        expect(firsts[0]).toBe(localDay(earlier, zone));
        for (const [i, first] of firsts.entries())
          expect(first).toBe((firsts[0] ?? 0) + i * runDays);
        expect((firsts.at(-1) ?? 0) <= last && last < (firsts.at(-1) ?? 0) + runDays).toBe(true);
      }),
    );
  });

  test("a text is a day or it is not", () => {
    expect(parseDay("1970-01-02")).toBe(1);
    for (const text of ["2025-02-31", "2025-2-1", "yesterday", "2025-10-12T00:00:00Z", ""]) {
      expect(parseDay(text)).toBeNull();
    }
  });
});
