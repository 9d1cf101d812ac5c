import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ChartPoint, closureBands } from "#app/_components/charts/history-data.ts";
import { markValue, nearestClaim } from "#app/_components/charts/nearest-claim.ts";
import { niceScale } from "#app/_components/charts/nice-scale.ts";
import { plotRows } from "#app/_components/charts/plot-rows.ts";
import { groupRibbons } from "#app/_components/charts/ribbon-lanes.ts";
import { timeTicks } from "#app/_components/charts/time-ticks.ts";
import type { Locale } from "#app/locales.ts";

const HOUR = 3_600_000;
const plot = (points: readonly ChartPoint[]) =>
  plotRows({ points, bucketMs: HOUR, toMs: 100 * HOUR, maximum: 6_000 });

describe("rows of a history chart", () => {
  test("a lone bucket keeps its width and is followed by a gap", () => {
    expect(plot([[0, 107, null, 5_000]])).toEqual([
      { atMs: 0, band: [107, 5_000], open: null, best: null },
      { atMs: HOUR, band: [107, 5_000], open: null, best: null },
      { atMs: HOUR, band: null, open: null, best: null },
    ]);
  });

  test("buckets that touch are joined, buckets with a gap between them are not", () => {
    const rows = plot([
      [0, 10, 12, 20],
      [HOUR, 11, 12, 21],
      [5 * HOUR, 9, null, 30],
    ]);
    expect(rows.map(({ band }) => band === null)).toEqual([
      false,
      false,
      false,
      false,
      true,
      false,
      false,
      true,
    ]);
  });

  test("a range without an upper bound is drawn to the top as open, never as a bound", () => {
    const [row] = plot([[0, 5_001, null, null]]);
    expect(row).toEqual({ atMs: 0, band: null, open: [5_001, 6_000], best: null });
  });

  test("the last bucket ends where the span ends", () => {
    const rows = plotRows({
      points: [[0, 1, null, 2]],
      bucketMs: 10 * HOUR,
      toMs: 4 * HOUR,
      maximum: 4,
    });
    expect(rows.at(-1)?.atMs).toBe(4 * HOUR);
  });
});

describe("the value axis", () => {
  test("it ends above the greatest value, in whole and equal steps from nought", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000_000 }), (greatest) => {
        const { maximum, steps } = niceScale(greatest);
        expect(maximum).toBeGreaterThan(greatest);
        expect(steps[0]).toBe(0);
        expect(steps.at(-1)).toBe(maximum);
        expect(steps.length).toBeGreaterThanOrEqual(3);
        expect(steps.length).toBeLessThanOrEqual(7);
        expect(steps.every((step) => Number.isInteger(step))).toBe(true);
      }),
    );
  });

  test("5,000 stands under 6,000", () => {
    expect(niceScale(5_000)).toEqual({ maximum: 6_000, steps: [0, 2_000, 4_000, 6_000] });
  });
});

describe("the time axis", () => {
  const at = (text: string) => `${text}T12:00:00.000Z`;

  test.each([
    ["2025-11-09", "2025-11-16"],
    ["2025-10-17", "2025-11-16"],
    ["2024-11-16", "2025-11-16"],
    ["2011-11-01", "2025-11-16"],
  ])("%s to %s has two to five marks, all inside", (from, to) => {
    const ticks = timeTicks({ from: at(from), to: at(to), locale: "en" });
    expect(ticks.length).toBeGreaterThanOrEqual(2);
    expect(ticks.length).toBeLessThanOrEqual(5);
    for (const [ms] of ticks) {
      expect(ms).toBeGreaterThanOrEqual(Date.parse(at(from)));
      expect(ms).toBeLessThanOrEqual(Date.parse(at(to)));
    }
  });

  test("years are named over the whole record, days over a month", () => {
    const label = (from: string) =>
      timeTicks({ from: at(from), to: at("2025-11-16"), locale: "en" }).map(([, text]) => text);
    expect(label("2011-11-01")).toEqual(["2013", "2016", "2019", "2022", "2025"]);
    expect(label("2025-10-17")[0]).toBe("18 Oct");
  });

  test("a mark reads from right to left where its language does, though the drawing does not", () => {
    const first = (locale: Locale) =>
      timeTicks({ from: at("2025-10-17"), to: at("2025-11-16"), locale })[0]?.[1];
    expect(first("en")).toBe("18 Oct");
    for (const locale of ["ur", "ps", "fa-AF"] as const) {
      expect(first(locale)).toMatch(/^\u200f[\d۰-۹]+ \p{L}+$/u);
    }
  });
});

describe("marks of claims", () => {
  const claim = { atMs: 0, isParty: false, who: "", what: null, date: "" };

  test("a claim without an upper bound is marked at its low, a range in its middle", () => {
    expect(markValue({ low: 5_001, best: null, high: null })).toBe(5_001);
    expect(markValue({ low: 100, best: null, high: 300 })).toBe(200);
    expect(markValue({ low: 100, best: 107, high: 300 })).toBe(107);
  });

  test("the nearest mark is picked in both directions", () => {
    const claims = [
      { ...claim, atMs: 10, low: 5, best: null, high: 5 },
      { ...claim, atMs: 10, low: 90, best: null, high: 90 },
    ];
    const scales = { x: (ms: number) => ms, y: (value: number) => 100 - value };
    expect(nearestClaim(claims, scales, { x: 12, y: 12 })).toBe(1);
    expect(nearestClaim(claims, scales, { x: 12, y: 80 })).toBe(0);
    expect(nearestClaim([], scales, { x: 0, y: 0 })).toBeNull();
  });
});

test("closures are cut to the span, and those outside of it left out", () => {
  const span = { from: "2025-10-01T00:00:00.000Z", to: "2025-10-31T00:00:00.000Z" };
  const bands = closureBands(
    [
      { fromAt: "2025-10-12T00:00:00.000Z", toAt: "2026-02-01T00:00:00.000Z" },
      { fromAt: "2025-02-21T00:00:00.000Z", toAt: "2025-03-19T00:00:00.000Z" },
    ],
    span,
  );
  expect(bands).toEqual([[Date.parse("2025-10-12T00:00:00.000Z"), Date.parse(span.to)]]);
});

test("lanes that were always in the same state share a ribbon", () => {
  const segment = (value: "open" | "closed") => ({
    fromAt: "2025-10-12T00:00:00.000Z",
    toAt: "2025-10-13T00:00:00.000Z",
    value,
  });
  const groups = groupRibbons([
    { lane: "PK-AF/truck", segments: [segment("closed")] },
    { lane: "PK-AF/pedestrian", segments: [segment("open")] },
    { lane: "AF-PK/truck", segments: [segment("closed")] },
  ]);
  expect(groups.map(({ lanes }) => lanes)).toEqual([
    ["PK-AF/truck", "AF-PK/truck"],
    ["PK-AF/pedestrian"],
  ]);
});
