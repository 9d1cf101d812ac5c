import { expect, test } from "vitest";
import { type BoardRow, toBoardRow } from "#app/_components/overview/board-row.ts";
import { groupRows } from "#app/_components/overview/group-rows.ts";
import { crossingFixture, statusFixture } from "../../support/status-fixture.ts";

const AT = "2026-11-22T12:00:00.000Z";
const crossing = crossingFixture("alpha");
const status = statusFixture(crossing, AT, []);
const row = toBoardRow({ crossing, status, sparkline: [], sparklineMetric: null }, "en");

function rowsAt(countries: BoardRow["countries"], count: number): BoardRow[] {
  const countryNames = countries.map((code) => `the country ${code}`);
  const [near = "", far = ""] = countryNames;
  return Array.from({ length: count }, (_, index) => ({
    ...row,
    id: `${countries.join("-")}-${index}`,
    countries,
    countryNames: [near, far],
  }));
}

test("each border shows its first rows and folds the others, and none is lost or moved", () => {
  const pakistan = rowsAt(["PK", "AF"], 100);
  const iran = rowsAt(["IR", "AF"], 3);
  const [worst, ...rest] = pakistan;
  const groups = groupRows([worst ?? row, ...iran, ...rest]);
  expect(groups.map(({ border, total }) => [border, total])).toEqual([
    ["PK-AF", 100],
    ["IR-AF", 3],
  ]);
  expect(groups[0]?.first).toHaveLength(4);
  expect(groups[0]?.countryNames).toEqual(["the country PK", "the country AF"]);
  expect(groups.flatMap(({ first, others }) => [...first, ...others])).toEqual([
    ...pakistan,
    ...iran,
  ]);
});

test("a single row is not folded away", () => {
  const [group] = groupRows(rowsAt(["PK", "AF"], 5));
  expect([group?.first.length, group?.others.length]).toEqual([5, 0]);
});
