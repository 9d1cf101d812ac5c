import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addMs, DAY_MS, HOUR_MS } from "#server/domain/time.ts";
import { coveredShare, longestSilence, medianLagMs } from "#server/domain/word-coverage.ts";

const FROM = "2025-10-13T00:00:00.000Z";
const at = (hours: number) => addMs(FROM, hours * HOUR_MS);
const week = { from: FROM, to: addMs(FROM, 7 * DAY_MS), intervalMinutes: 6 * 60 };

describe("the share of a week that words covered", () => {
  test("is none without a word, and all with one every twelve hours", () => {
    expect(coveredShare([], week)).toBe(0);
    const twiceADay = Array.from({ length: 14 }, (_, i) => at(i * 12));
    expect(coveredShare(twiceADay, week)).toBe(1);
  });

  test("counts a word for two of its crossing's intervals, and an hour only once", () => {
    expect(coveredShare([at(24)], week)).toBeCloseTo(12 / 168);
    expect(coveredShare([at(24), at(26)], week)).toBeCloseTo(14 / 168);
  });

  test("counts of a word from before what reaches into it, and of the last what lies in it", () => {
    expect(coveredShare([at(-4)], week)).toBeCloseTo(8 / 168);
    expect(coveredShare([at(-12), at(162)], week)).toBeCloseTo(6 / 168);
  });

  test("lies between none and all, in whatever order words come", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 250 }), { maxLength: 30 }), (hours) => {
        const share = coveredShare(hours.map(at), week);
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1 + 1e-9);
        expect(coveredShare(hours.toReversed().map(at), week)).toBeCloseTo(share);
      }),
    );
  });
});

describe("the longest silence since a gate is as it is", () => {
  test("lies between two words that are further apart than a word counts", () => {
    const words = [at(12), at(20), at(60), at(70), at(84)];
    expect(longestSilence(words, week)).toEqual({ from: at(20), to: at(60) });
  });

  test("is none while each word comes before the last is stale, nor after the last of them", () => {
    expect(longestSilence([at(12), at(24)], week)).toBeNull();
    expect(longestSilence([], week)).toBeNull();
  });

  test("may begin with the beginning, and leaves out what lies before and after", () => {
    expect(longestSilence([at(-90), at(30), at(400)], week)).toEqual({ from: at(0), to: at(30) });
  });

  test("is the same in whatever order words come, and holds no other word", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 250 }), { maxLength: 30 }), (hours) => {
        const words = hours.map(at);
        const found = longestSilence(words, week);
        expect(longestSilence(words.toReversed(), week)).toEqual(found);
        if (found === null) return;
        const { from, to } = found;
        expect(words.filter((word) => word > from && word < to)).toEqual([]);
        expect(coveredShare([from], { ...week, from, to })).toBeLessThan(1);
      }),
    );
  });
});

describe("the median lag", () => {
  const lagged = (hours: number) => ({ observedAt: at(0), receivedAt: at(hours) });

  test("is the one in the middle, and none without a word", () => {
    expect(medianLagMs([])).toBeNull();
    expect(medianLagMs([lagged(9), lagged(1), lagged(2)])).toBe(2 * HOUR_MS);
  });

  test("counts a clock that ran ahead as no lag", () => {
    expect(medianLagMs([lagged(-3)])).toBe(0);
  });
});
