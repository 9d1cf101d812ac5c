import { describe, expect, test } from "vitest";
import { deriveClosures } from "#server/domain/derive-closures.ts";
import { byLength, closureLengthMs, rankClosures } from "#server/domain/rank-closures.ts";
import { DAY_MS } from "#server/domain/time.ts";
import { getCrossing, reportsOf, TODAY } from "../formats/record/recorded-crossings.ts";

const torkhamAt = (to: string) =>
  deriveClosures({
    crossing: getCrossing("torkham"),
    reports: reportsOf("torkham"),
    from: "2000-01-01T00:00:00.000Z",
    to,
    now: TODAY,
  });

describe("Torkham's closures compared, counted by hand from data/closures.json", () => {
  test("the record has 27 of them, and the longest is the last: at least 139 days from 12 October 2025", () => {
    const closures = torkhamAt(TODAY);
    expect(closures).toHaveLength(27);
    const [longest, second, third, fourth] = byLength(closures);
    expect(longest?.from.text).toBe("2025-10-12");
    // 12 October to 27 February, both days counted: 20 + 30 + 31 + 31 + 27.
    expect(closureLengthMs(longest ?? { fromAt: "", toAt: "" }) / DAY_MS).toBe(139);
    expect([second, third, fourth].map((closure) => closure?.from.text)).toEqual([
      "2020-05-01",
      "2017-02-16",
      "2025-02-21",
    ]);
    expect(rankClosures(closures)).toMatchObject({ day: 139, earlier: 26, longer: 0 });
  });

  test("on 11 November 2025 it is in its 31st day, and two earlier ones had lasted longer", () => {
    const rank = rankClosures(torkhamAt("2025-11-11T12:00:00.000Z"));
    expect(rank?.closure.end).toBe("ongoing");
    // 2017 (33 days) and 2020 (53); 21 February 2025 took 29.
    expect(rank).toMatchObject({ day: 31, earlier: 26, longer: 2 });
    // Of those that were shorter, eleven are without a documented end.
    expect(rank?.unsure).toBe(
      torkhamAt("2025-11-11T12:00:00.000Z").filter(
        (closure) => closure.end === "lost_sight" && closureLengthMs(closure) < 30 * DAY_MS,
      ).length,
    );
  });

  test("on its first day it is day 1, and all but the shortest had lasted longer", () => {
    expect(rankClosures(torkhamAt("2025-10-12T12:00:00.000Z"))).toMatchObject({
      day: 1,
      earlier: 26,
      longer: 26,
    });
  });

  test("a crossing without a closure has no rank", () => {
    expect(rankClosures([])).toBeNull();
  });
});
