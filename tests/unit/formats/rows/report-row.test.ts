import { describe, expect, test } from "vitest";
import { lanesBetween } from "#server/domain/crossing.ts";
import type { RowCells } from "#server/domain/report-row.ts";
import { readRange, readTime } from "#server/formats/rows/plain-cells.ts";
import { readReportRow } from "#server/formats/rows/read-report-row.ts";
import { gateCrossing } from "../../../support/gate-crossing.ts";

const crossing = { ...gateCrossing, lanes: lanesBetween("PK", "AF", ["truck", "pedestrian"]) };
const AT = "2026-11-22T15:00:00Z";

const read = (cells: RowCells, zone: string | null = null) =>
  readReportRow({ observed_at: AT, ...cells }, { crossing, zone });
const problemsOf = (cells: RowCells) => {
  const row = read(cells);
  return "problems" in row ? row.problems.map(({ path }) => path) : [];
};
const claimsOf = (cells: RowCells) => {
  const row = read(cells);
  return "report" in row ? row.report.claims : [];
};

describe("counts", () => {
  test.each([
    ["107", 107, 107],
    ["۱۰۷", 107, 107],
    ["٤٬٠٠٠", 4000, 4000],
    ["4,000–5,000", 4000, 5000],
    ["5000+", 5000, null],
    ["more than 5,000", 5000, null],
    [" Hundreds ", 100, 999],
    ["0", 0, 0],
    ["12.0", 12, 12],
  ])("%s is %i to %s", (text, low, high) => {
    expect(readRange(text)).toMatchObject({ low, high });
  });

  test.each(["", "1.200", "12.5", "170-107", "many", "-5", "1,20", "1e3", "5-6+"])(
    "%j is no count",
    (text) => {
      expect(readRange(text)).toBeNull();
    },
  );
});

describe("times", () => {
  test.each([
    ["2026-11-22T20:00:00+05:00", null],
    ["2026-11-22 20:00 +05:00", null],
    ["2026-11-22 20:00", "Asia/Karachi"],
    ["۲۰۲۶-۱۱-۲۲ ۲۰:۰۰", "Asia/Karachi"],
    ["1795359600", null],
    ["1795359600000", "Asia/Kabul"],
  ])("%s in %s", (text, zone) => {
    expect(readTime(text, zone)).toBe("2026-11-22T15:00:00.000Z");
  });

  test.each([
    ["2026-11-22 20:00", null],
    ["22/11/2026 20:00", "Asia/Karachi"],
    ["2026-02-31 10:00", "Asia/Karachi"],
    ["2026-11-22", "Asia/Karachi"],
    ["today", "UTC"],
  ])("%s in %s is refused", (text, zone) => {
    expect(() => readTime(text, zone)).toThrow();
  });
});

describe("a row of reports", () => {
  test("lanes by mode, direction, id or all", () => {
    const lanesOf = (lanes: string) =>
      claimsOf({ state: "closed", lanes }).flatMap((c) => (c.kind === "state" ? c.lanes : []));
    expect(lanesOf("truck")).toEqual(["PK-AF/truck", "AF-PK/truck"]);
    expect(lanesOf("pk-af")).toEqual(["PK-AF/truck", "PK-AF/pedestrian"]);
    expect(lanesOf("AF-PK/truck; PK-AF/pedestrian")).toEqual(["AF-PK/truck", "PK-AF/pedestrian"]);
    expect(lanesOf("")).toHaveLength(4);
    expect(problemsOf({ state: "closed", lanes: "rail" })).toEqual(["lanes"]);
  });

  test("waits are of the lanes that are named, else of the crossing", () => {
    expect(claimsOf({ wait_minutes: "30", lanes: "PK-AF/truck" })).toMatchObject([
      { metric: "wait_minutes", lane: "PK-AF/truck", low: 30, high: 30 },
    ]);
    expect(claimsOf({ wait_minutes: "30" })).toMatchObject([{ lane: null, side: null }]);
  });

  test("unknown says nothing; a row that says nothing at all is told so", () => {
    expect(problemsOf({ state: "unknown" })).toEqual(["state"]);
    expect(claimsOf({ state: "Unknown", trucks_stranded: "5" })).toHaveLength(1);
  });

  test("every thing that is wrong is told by its column", () => {
    expect(
      problemsOf({
        observed_at: "",
        lanes: "boat",
        basis: "guess",
        track: "heard",
        state: "half",
        trucks_stranded: "many",
      }),
    ).toEqual(["observed_at", "lanes", "basis", "track", "state", "trucks_stranded"]);
  });
});
