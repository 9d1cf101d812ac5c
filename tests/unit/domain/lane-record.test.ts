import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { STATES, type State } from "#server/domain/claim.ts";
import type { RibbonSegment } from "#server/domain/history.ts";
import { laneClosures, openShare } from "#server/domain/lane-record.ts";
import { addMs, DAY_MS, fromMs, HOUR_MS, toMs } from "#server/domain/time.ts";

const START = "2025-10-01T00:00:00.000Z";
const day = (n: number) => addMs(START, n * DAY_MS);

/** Segments of so many days each, one after the other. */
function laid(...parts: readonly (readonly [State, number])[]): RibbonSegment[] {
  let at = 0;
  return parts.map(([value, days]) => {
    const segment = { fromAt: day(at), toAt: day(at + days), value };
    at += days;
    return segment;
  });
}

describe("the share of hours in which a lane was open", () => {
  test("counts neither as open nor as closed what nobody knows", () => {
    const segments = laid(["open", 2], ["unknown", 5], ["closed", 2], ["restricted", 1]);
    expect(openShare(segments, { from: day(0), to: day(10) })).toEqual({
      openMinutes: 2 * 1440,
      knownMinutes: 5 * 1440,
      totalMinutes: 10 * 1440,
    });
  });

  test("takes of each stretch what lies in the span, and what no stretch covers is not known", () => {
    const segments = laid(["open", 4], ["closed", 2]);
    expect(openShare(segments, { from: day(3), to: day(9) })).toEqual({
      openMinutes: 1440,
      knownMinutes: 3 * 1440,
      totalMinutes: 6 * 1440,
    });
  });

  test("never counts more open than known, nor more known than there is", () => {
    const part = fc.tuple(fc.constantFrom(...STATES), fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(
        fc.array(part, { maxLength: 12 }),
        fc.integer({ min: -10, max: 100 }),
        fc.integer({ min: 1, max: 100 }),
        (parts, from, length) => {
          const share = openShare(laid(...parts), { from: day(from), to: day(from + length) });
          expect(share.openMinutes).toBeGreaterThanOrEqual(0);
          expect(share.openMinutes).toBeLessThanOrEqual(share.knownMinutes);
          expect(share.knownMinutes).toBeLessThanOrEqual(share.totalMinutes + 1e-6);
        },
      ),
    );
  });
});

describe("closures of a lane", () => {
  const days = (n: number) => n * 1440;
  const over = (segments: readonly RibbonSegment[], from: number, to: number) =>
    laneClosures(segments, { from: day(from), to: day(to) });

  test("are none where it was never closed", () => {
    const none = { times: 0, median: null, longest: null };
    expect(over(laid(["open", 3], ["unknown", 3], ["restricted", 2]), 0, 8)).toEqual(none);
    expect(over([], 0, 8)).toEqual(none);
  });

  test("have their whole length, also where one began before the span", () => {
    const segments = laid(["closed", 10], ["open", 5], ["closed", 4], ["open", 1]);
    expect(over(segments, 8, 20)).toEqual({
      times: 2,
      median: { minutes: days(7), isAtLeast: false },
      longest: { minutes: days(10), isAtLeast: false },
    });
    expect(over(segments, 10, 20).times).toBe(1);
  });

  test("that go on, or whose end nobody saw, are at least so long", () => {
    const segments = laid(["closed", 1], ["open", 1], ["closed", 3], ["open", 1], ["closed", 2]);
    expect(over(segments, 0, 8)).toEqual({
      times: 3,
      median: { minutes: days(2), isAtLeast: true },
      longest: { minutes: days(3), isAtLeast: true },
    });
    const unseen = laid(["closed", 9], ["unknown", 1], ["closed", 1], ["open", 1], ["closed", 2]);
    expect(over([...unseen, ...laid()], 0, 14).longest).toEqual({
      minutes: days(9),
      isAtLeast: true,
    });
  });

  test("longer than the middle leave the median as it is, however long they are in truth", () => {
    const segments = laid(["closed", 1], ["open", 1], ["closed", 2], ["open", 1], ["closed", 9]);
    expect(over(segments, 0, 14).median).toEqual({ minutes: days(2), isAtLeast: false });
  });

  test("are one where the record only says it again", () => {
    const again = laid(["closed", 2], ["closed", 3], ["open", 1]);
    expect(over(again, 0, 6)).toMatchObject({ times: 1, longest: { minutes: days(5) } });
  });

  test("have a median that is no longer than the longest, in whatever hour one looks", () => {
    const part = fc.tuple(fc.constantFrom(...STATES), fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 15 }), fc.nat(200), (parts, hour) => {
        const to = fromMs(toMs(START) + hour * HOUR_MS);
        const { times, median, longest } = laneClosures(laid(...parts), { from: START, to });
        expect(median === null).toBe(times === 0);
        expect(longest === null).toBe(times === 0);
        expect(median?.minutes ?? 0).toBeLessThanOrEqual(longest?.minutes ?? 0);
      }),
    );
  });
});
