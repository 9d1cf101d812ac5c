import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  freshnessAt,
  isCurrent,
  isPostureCurrent,
  nextFreshnessChangeAt,
  nextFreshnessChangeOf,
} from "#server/domain/freshness.ts";
import { addMs, HOUR_MS } from "#server/domain/time.ts";

const WORD = "2025-10-12T00:00:00.000Z";
const INTERVAL_MINUTES = 12 * 60;

describe("freshness, in expected report intervals", () => {
  test.each([
    [0, 0, "fresh"],
    [12, 0, "fresh"],
    [12, 1, "ageing"],
    [24, 0, "ageing"],
    [24, 1, "stale"],
    [48, 0, "stale"],
    [48, 1, "silent"],
  ])("%i h and %i ms after the word it is %s%s", (hours, ms, freshness) => {
    expect(freshnessAt(WORD, INTERVAL_MINUTES, addMs(WORD, hours * HOUR_MS + ms))).toBe(freshness);
  });

  test("without any word it is silent", () => {
    expect(freshnessAt(null, INTERVAL_MINUTES, WORD)).toBe("silent");
  });

  test("only fresh and ageing words still say how things are", () => {
    expect((["fresh", "ageing", "stale", "silent"] as const).filter(isCurrent)).toEqual([
      "fresh",
      "ageing",
    ]);
  });

  test("its next change is one millisecond after each boundary, and none after the last", () => {
    const changes: string[] = [];
    for (
      let at: string | null = WORD;
      at !== null;
      at = nextFreshnessChangeAt(WORD, INTERVAL_MINUTES, at)
    )
      changes.push(at);
    expect(changes.slice(1)).toEqual([12, 24, 48].map((h) => addMs(WORD, h * HOUR_MS + 1)));
    expect(nextFreshnessChangeAt(null, INTERVAL_MINUTES, WORD)).toBeNull();
  });

  test("a posture stands for 72 hours and not a millisecond longer", () => {
    expect(isPostureCurrent(WORD, addMs(WORD, 72 * HOUR_MS))).toBe(true);
    expect(isPostureCurrent(WORD, addMs(WORD, 72 * HOUR_MS + 1))).toBe(false);
    expect(isPostureCurrent(WORD, addMs(WORD, -1))).toBe(false);
  });
});

test("of several words the next change is the earliest of each one's own", () => {
  const word = fc.option(
    fc.integer({ min: -400, max: 400 }).map((hours) => addMs(WORD, hours * HOUR_MS)),
  );
  fc.assert(
    fc.property(fc.array(word), fc.integer({ min: -1, max: 1 }), (words, ms) => {
      const at = addMs(WORD, ms);
      const each = words.map((one) => nextFreshnessChangeAt(one, INTERVAL_MINUTES, at));
      const earliest = each.filter((one) => one !== null).sort()[0] ?? null;
      expect(nextFreshnessChangeOf(words, INTERVAL_MINUTES, at)).toBe(earliest);
    }),
  );
});
