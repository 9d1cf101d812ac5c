import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { foldName } from "#app/_components/crossing/fold-name.ts";
import { arrangeRows } from "#app/_components/overview/arrange-rows.ts";
import { readBoardQuery } from "#app/_components/overview/board-query.ts";
import { toBoardRow } from "#app/_components/overview/board-row.ts";
import { findRows } from "#app/_components/overview/find-rows.ts";
import { readCrossing } from "#server/formats/record/read-crossings.ts";
import { RecordCrossing } from "#server/formats/record/record-schema.ts";
import { statusFixture } from "../../support/status-fixture.ts";

const file = readFileSync(new URL("../../../data/crossings.json", import.meta.url), "utf8");
const crossings = RecordCrossing.array()
  .parse(JSON.parse(file))
  .map((row) => readCrossing(row));
const AT = "2026-11-22T12:00:00.000Z";

test.each([
  ["torkham", "torkham"],
  ["TURKHAM", "torkham"],
  ["طورخم", "torkham"],
  ["تورخم", "torkham"],
  ["spin boldak", "chaman-spin-boldak"],
  ["boldak-spin", "chaman-spin-boldak"],
  ["Spīn", "chaman-spin-boldak"],
  ["Nangarhar", "torkham"],
])("%s finds %s", (q, id) => {
  const found = findRows(crossings, q);
  expect(found.ids).toContain(id);
  expect(found.isNearest).toBe(false);
});

test("a name that is mistyped gives the nearest, and says so; signs alone find nothing", () => {
  const { isNearest, ids } = findRows(crossings, "torkam");
  expect(isNearest).toBe(true);
  expect(ids[0]).toBe("torkham");
  expect(findRows(crossings, "…!")).toMatchObject({ isNearest: false, ids: [] });
});

test("letters and digits of one keyboard find those of another", () => {
  expect(foldName("كوټي ٣")).toBe(foldName("کوټی ۳"));
  expect(foldName("ہرات")).toBe(foldName("هرات"));
  expect(foldName("اسلام\u200Cقلعه")).toBe(foldName("اسلامقلعه"));
  expect(foldName("تُورخم")).toBe("تورخم");
});

test("the board shows only what is found, and within that what else is asked for", () => {
  const rows = crossings.map((crossing) =>
    toBoardRow(
      { crossing, status: statusFixture(crossing, AT, []), sparkline: [], sparklineMetric: null },
      "en",
    ),
  );
  const read = (params: Record<string, string>) =>
    readBoardQuery(params, { countries: ["PK", "AF", "IR"], borders: ["PK-AF"] }).query;
  const found = findRows(crossings, "torkham");
  const ids = (params: Record<string, string>) =>
    arrangeRows(rows, read(params), found).map(({ id }) => id);
  expect(ids({ q: " torkham " })).toEqual([...found.ids]);
  expect(ids({ q: "torkham", country: "IR" })).toEqual([]);
  expect(ids({})).toHaveLength(rows.length);
});
