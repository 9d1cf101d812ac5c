import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { durationKind, durationOf } from "#app/_components/crossing/closure-span.ts";
import { readHistoryChoice, spanBefore } from "#app/_components/crossing/history-query.ts";
import { editDistance, nearestOf } from "#app/_components/crossing/nearest-crossings.ts";
import { timeBound } from "#server/domain/parse-instant.ts";
import { closureLengthMs } from "#server/domain/rank-closures.ts";
import { DAY_MS, HOUR_MS } from "#server/domain/time.ts";

describe("a crossing that there is not", () => {
  const candidates = [
    { id: "torkham", names: ["Torkham", "Turkham", "طورخم"] },
    { id: "chaman-spin-boldak", names: ["Chaman – Spin Boldak", "Friendship Gate"] },
    { id: "nawa-pass", names: ["Nawa Pass"] },
  ];
  const nearest = (wanted: string) => nearestOf(wanted, candidates, 4).map(({ id }) => id);

  test.each([
    ["torkam", "torkham"],
    ["Turkhum", "torkham"],
    ["spin-boldak", "chaman-spin-boldak"],
    ["chaman", "chaman-spin-boldak"],
    ["navapass", "nawa-pass"],
    ["طورخام", "torkham"],
  ])("%s means %s", (wanted, id) => {
    expect(nearest(wanted)[0]).toBe(id);
  });

  test("what resembles nothing suggests nothing", () => {
    expect(nearest("xyzzyqqqq")).toEqual([]);
    expect(nearest("---")).toEqual([]);
  });

  test("edit distance is symmetric, nought only for equals, and no longer than the longer text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 12 }), fc.string({ maxLength: 12 }), (a, b) => {
        const distance = editDistance(a, b);
        expect(distance).toBe(editDistance(b, a));
        expect(distance === 0).toBe(a === b);
        expect(distance).toBeLessThanOrEqual(Math.max(a.length, b.length));
      }),
    );
  });
});

describe("what the address asks of the history", () => {
  test("people over 30 days unless it says otherwise", () => {
    expect(readHistoryChoice({})).toEqual({
      choice: { metric: "people_stranded", span: "30d" },
      problems: [],
    });
    expect(readHistoryChoice({ metric: "trucks", span: "all" }).choice).toEqual({
      metric: "trucks_stranded",
      span: "all",
    });
  });

  test("trucks where they alone are counted now, unless it says people", () => {
    const figures = [{ metric: "trucks_stranded" }, { metric: "people_crossed_24h" }] as const;
    expect(readHistoryChoice({}, figures).choice.metric).toBe("trucks_stranded");
    expect(readHistoryChoice({ metric: "people" }, figures).choice.metric).toBe("people_stranded");
    const both = [...figures, { metric: "people_stranded" }] as const;
    expect(readHistoryChoice({}, both).choice.metric).toBe("people_stranded");
  });

  test("a value that there is not is named and left out", () => {
    const { choice, problems } = readHistoryChoice({ metric: "goats", span: "2y" });
    expect(choice).toEqual({ metric: "people_stranded", span: "30d" });
    expect(problems.map(({ field, value }) => [field, value])).toEqual([
      ["metric", "goats"],
      ["span", "2y"],
    ]);
  });

  test("a span ends at the instant that the page describes", () => {
    expect(spanBefore("7d", "2025-11-16T12:00:00.000Z")).toEqual({
      from: "2025-11-09T12:00:00.000Z",
      to: "2025-11-16T12:00:00.000Z",
    });
  });
});

describe("how long a closure lasted", () => {
  test.each([
    [5 * HOUR_MS, { unit: "hours", count: 5 }],
    [6 * DAY_MS, { unit: "days", count: 6 }],
    [200 * DAY_MS, { unit: "months", count: 7 }],
    [3 * 365 * DAY_MS, { unit: "years", count: 3 }],
  ])("%d ms", (ms, expected) => {
    expect(durationOf(ms)).toEqual(expected);
  });

  test("an end that nobody saw makes it at least so long; a vague beginning makes it about so long", () => {
    const day = timeBound("2025-10-12", "day", "Asia/Karachi");
    const month = timeBound("2020-06", "month", "Asia/Karachi");
    expect(durationKind({ from: day, end: "reopened" })).toBe("exact");
    expect(durationKind({ from: month, end: "reopened" })).toBe("about");
    expect(durationKind({ from: month, end: "lost_sight" })).toBe("atLeast");
    expect(durationKind({ from: day, end: "ongoing" })).toBe("soFar");
    expect(
      closureLengthMs({ fromAt: "2025-10-12T00:00:00.000Z", toAt: "2025-10-13T00:00:00.000Z" }),
    ).toBe(DAY_MS);
  });
});
