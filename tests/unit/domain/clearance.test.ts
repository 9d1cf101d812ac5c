import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  type ClearanceCount,
  type ClearanceQuestion,
  clearanceCounts,
  estimateClearance,
} from "#server/domain/clearance.ts";
import { timeBound } from "#server/domain/parse-instant.ts";
import { addMs, HOUR_MS, instantBound } from "#server/domain/time.ts";

const AT = "2025-11-02T12:00:00.000Z";
const ago = (hours: number) => addMs(AT, -hours * HOUR_MS);
const count = (low: number, high: number | null, hours = 1): ClearanceCount => ({
  low,
  high,
  observedAt: ago(hours),
});

const asked = (over: Partial<ClearanceQuestion> = {}): ClearanceQuestion => ({
  mode: "truck",
  value: "open",
  since: instantBound(ago(72)),
  counts: { backlog: [count(500, 700)], throughput: [count(100, 200)], isMixed: false },
  intervalMinutes: 12 * 60,
  at: AT,
  ...over,
});
const withCounts = (
  backlog: readonly ClearanceCount[],
  throughput: readonly ClearanceCount[],
  over: Partial<ClearanceQuestion> = {},
) => estimateClearance(asked({ counts: { backlog, throughput, isMixed: false }, ...over }));

describe("the clearance estimate", () => {
  test("is the least backlog at the greatest rate to the greatest at the least", () => {
    expect(estimateClearance(asked())).toEqual({
      kind: "estimate",
      lowHours: 60,
      highHours: 168,
      backlog: { low: 500, high: 700, asOf: ago(1) },
      throughput: { low: 100, high: 200, asOf: ago(1) },
    });
  });

  test("counts the hours that the gate was open where those are fewer than a day", () => {
    const since = instantBound(ago(13));
    expect(withCounts([count(600, 600)], [count(120, 120)], { since })).toMatchObject({
      lowHours: 60,
      highHours: 60,
    });
  });

  test("is wider where the hour of the reopening is not known", () => {
    // Some time on 1 November in Karachi: 17 to 41 hours before noon of the 2nd in UTC.
    const since = timeBound("2025-11-01", "day", "Asia/Karachi");
    const found = withCounts([count(240, 240)], [count(120, 120)], { since });
    expect(found).toMatchObject({ lowHours: 32, highHours: 48 });
  });

  test("has no upper end where an input has none", () => {
    expect(withCounts([count(500, null)], [count(100, 200)])).toMatchObject({
      lowHours: 60,
      highHours: null,
    });
    expect(withCounts([count(500, 700)], [count(0, 200)])).toMatchObject({ highHours: null });
  });

  test("begins at none where nobody said how many crossed at most", () => {
    expect(withCounts([count(500, 700)], [count(100, null)])).toMatchObject({
      lowHours: 0,
      highHours: 168,
    });
  });

  test("is none at all where nobody waits", () => {
    expect(withCounts([count(0, 0)], [count(0, 200)])).toMatchObject({ lowHours: 0, highHours: 0 });
  });

  test("takes of several sources the widest range, and the age of the newest", () => {
    const found = withCounts([count(300, 400, 5), count(500, 700, 2)], [count(100, 200)]);
    expect(found).toMatchObject({ backlog: { low: 300, high: 700, asOf: ago(2) } });
  });

  test("leaves out what is stale and what was counted before the gate opened", () => {
    const since = instantBound(ago(20));
    const found = withCounts(
      [count(500, 700), count(5000, 5000, 30)],
      [count(100, 200), count(1, 1, 21)],
      { since },
    );
    expect(found).toMatchObject({
      backlog: { low: 500, high: 700 },
      throughput: { low: 100, high: 200 },
    });
  });

  test.each<[string, Parameters<typeof asked>[0]]>([
    ["not_open", { value: "closed" }],
    ["not_open", { value: "restricted" }],
    ["state_unknown", { value: "unknown" }],
    ["not_counted", { mode: "rail" }],
    ["reopening_unknown", { since: null }],
    ["no_backlog", { counts: { backlog: [], throughput: [count(1, 2)], isMixed: false } }],
    ["no_throughput", { counts: { backlog: [count(1, 2)], throughput: [], isMixed: false } }],
    ["different_places", { counts: { ...asked().counts, isMixed: true } }],
    ["backlog_stale", { counts: { ...asked().counts, backlog: [count(500, 700, 25)] } }],
    ["throughput_stale", { counts: { ...asked().counts, throughput: [count(9, 9, 25)] } }],
    ["before_reopening", { since: instantBound(ago(0.5)) }],
    ["too_soon", { since: instantBound(ago(6.5)) }],
    ["nothing_moves", { counts: { ...asked().counts, throughput: [count(0, 0)] } }],
  ])("gives no number but the reason: %s", (reason, over) => {
    expect(estimateClearance(asked(over))).toEqual({ kind: "none", reason });
  });

  test("never gives a number for what is not open, and the range is never upside down", () => {
    const counts = fc.array(
      fc
        .tuple(fc.nat(5_000), fc.option(fc.nat(5_000)), fc.integer({ min: 0, max: 60 }))
        .map(([low, more, hours]) => count(low, more === null ? null : low + more, hours)),
      { maxLength: 4 },
    );
    fc.assert(
      fc.property(
        fc.constantFrom("open", "closed", "restricted", "unknown" as const),
        counts,
        counts,
        fc.integer({ min: 0, max: 100 }),
        (value, backlog, throughput, hours) => {
          const since = instantBound(ago(hours));
          const found = withCounts(backlog, throughput, { value, since });
          if (value !== "open") expect(found.kind).toBe("none");
          if (found.kind === "none") return;
          expect(found.lowHours).toBeGreaterThanOrEqual(0);
          expect(Number.isFinite(found.lowHours)).toBe(true);
          if (found.highHours === null) return;
          expect(found.highHours).toBeGreaterThanOrEqual(found.lowHours);
          expect(Number.isFinite(found.highHours)).toBe(true);
        },
      ),
    );
  });

  test("grows with the backlog and shrinks as more cross", () => {
    const some = fc.integer({ min: 1, max: 5_000 });
    fc.assert(
      fc.property(some, some, fc.nat(1_000), (waiting, crossed, more) => {
        const hours = (backlog: number, throughput: number) => {
          const found = withCounts([count(backlog, backlog)], [count(throughput, throughput)]);
          return found.kind === "estimate" ? found.lowHours : Number.NaN;
        };
        const here = hours(waiting, crossed);
        expect(hours(waiting + more, crossed)).toBeGreaterThanOrEqual(here);
        expect(hours(waiting, crossed + more)).toBeLessThanOrEqual(here);
      }),
    );
  });
});

describe("the counts that an estimate is made of", () => {
  const LANE = "PK-AF/truck";
  const figure = (
    metric: "trucks_stranded" | "trucks_crossed_24h" | "people_stranded",
    side: string | null,
    lane: string | null = null,
  ) => ({ metric, side, lane, claims: [count(side === null ? 900 : 100, 1_000)] });

  test("are of the same place: both sides' queue is not divided by one side's traffic", () => {
    const figures = [figure("trucks_stranded", "PK"), figure("trucks_crossed_24h", null)];
    expect(clearanceCounts(figures, LANE, "truck").isMixed).toBe(true);
    const whole = clearanceCounts([...figures, figure("trucks_stranded", null)], LANE, "truck");
    expect(whole).toMatchObject({ isMixed: false, backlog: [{ low: 900 }] });
  });

  test("are of the side that the lane leaves, before the crossing as a whole", () => {
    const both = ["PK", "AF", null].flatMap((side) => [
      figure("trucks_stranded", side),
      figure("trucks_crossed_24h", side),
    ]);
    expect(clearanceCounts(both, LANE, "truck").backlog).toMatchObject([{ low: 100 }]);
  });

  test("are none of people for trucks, and none at all for rail", () => {
    const figures = [figure("people_stranded", "PK"), figure("trucks_crossed_24h", "PK")];
    expect(clearanceCounts(figures, LANE, "truck").backlog).toEqual([]);
    expect(clearanceCounts(figures, "PK-AF/rail", "rail").throughput).toEqual([]);
  });

  test("are found in whatever order figures stand", () => {
    const figures = [figure("trucks_stranded", null), figure("trucks_crossed_24h", null)];
    const found = clearanceCounts(figures, LANE, "truck");
    expect(clearanceCounts(figures.toReversed(), LANE, "truck")).toEqual(found);
  });
});
