import fc from "fast-check";
import { expect, test } from "vitest";
import { ageLiveStatus } from "#app/_components/overview/age-row.ts";
import {
  arrangeRows,
  countConditions,
  leadFigure,
} from "#app/_components/overview/arrange-rows.ts";
import { type BoardQuery, SORTS } from "#app/_components/overview/board-query.ts";
import { type BoardRow, toBoardRow, toBoardRows } from "#app/_components/overview/board-row.ts";
import type { Claim } from "#server/domain/claim.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import { addMs, DAY_MS, HOUR_MS } from "#server/domain/time.ts";
import {
  countClaim,
  crossingFixture,
  reportFixture,
  stateClaim,
  statusFixture,
} from "../../support/status-fixture.ts";

const AT = "2026-11-22T12:00:00.000Z";
const EVERYTHING: BoardQuery = {
  sort: "level",
  country: null,
  border: null,
  state: null,
  level: null,
  mode: null,
  q: null,
};

type ClaimsOf = (crossing: ReturnType<typeof crossingFixture>) => readonly Claim[];

function overviewRowOf(id: string, claims: ClaimsOf, age = HOUR_MS) {
  const crossing = crossingFixture(id);
  const said = claims(crossing);
  const reports =
    said.length === 0 ? [] : [reportFixture({ crossing, at: addMs(AT, -age), claims: said })];
  const status: CrossingStatus = statusFixture(crossing, AT, reports);
  return { crossing, status, sparkline: [], sparklineMetric: null };
}

const rowOf = (id: string, claims: ClaimsOf, age = HOUR_MS) =>
  toBoardRow(overviewRowOf(id, claims, age), "en");

const open = overviewRowOf("alpha", (c) => [stateClaim(c), countClaim({ low: 10, high: 20 })]);
const closed = overviewRowOf("bravo", (c) => [
  stateClaim(c, { value: "closed" }),
  countClaim({ low: 5001 }),
]);
const trucksOnly = overviewRowOf("charlie", (c) => [
  stateClaim(c, {
    lanes: c.lanes.filter((l) => l.mode !== "truck").map((l) => l.id),
    value: "closed",
  }),
  stateClaim(c, { lanes: ["PK-AF/truck", "AF-PK/truck"], value: "open" }),
]);
const silent = overviewRowOf("delta", () => []);
const rows: readonly BoardRow[] = toBoardRows([silent, trucksOnly, open, closed], "en");
const ids = (found: readonly BoardRow[]) => found.map(({ id }) => id);

test("the worst comes first unless the reader asks otherwise", () => {
  expect(ids(arrangeRows(rows, EVERYTHING))[0]).toBe("bravo");
  expect(ids(arrangeRows(rows, EVERYTHING)).at(-1)).toBe("alpha");
  expect(ids(arrangeRows(rows, { ...EVERYTHING, sort: "name" }))).toEqual([
    "alpha",
    "bravo",
    "charlie",
    "delta",
  ]);
  expect(ids(arrangeRows(rows, { ...EVERYTHING, sort: "trucks" })).slice(0, 2)).toEqual([
    "bravo",
    "alpha",
  ]);
});

test("what rows have in common is one object, so that a page of hundreds tells it once", () => {
  const many = ["echo", "foxtrot", "golf"].map((id) => overviewRowOf(id, () => []));
  const [first, ...others] = toBoardRows([open, ...many], "en").slice(1);
  expect(others).toHaveLength(2);
  for (const row of others) {
    expect(row.status.lanes).toBe(first?.status.lanes);
    expect(row.status.alert).toBe(first?.status.alert);
    expect(row.zones).toBe(first?.zones);
    expect(row.id).not.toBe(first?.id);
  }
});

test("names are in the order of the reader's own alphabet", () => {
  const named = (id: string, ur: string) => {
    const row = overviewRowOf(id, () => []);
    return { ...row, crossing: { ...row.crossing, localNames: { ur } } };
  };
  // Urdu has \u067e after \u0628; as code points it would come after all of them.
  const urdu = toBoardRows([named("c", "تورخم"), named("b", "پشین"), named("a", "بلدک")], "ur");
  expect(ids(arrangeRows(urdu, { ...EVERYTHING, sort: "name" }))).toEqual(["a", "b", "c"]);
});

test("a state is asked of the whole crossing, or of one mode", () => {
  expect(ids(arrangeRows(rows, { ...EVERYTHING, state: "open" }))).toEqual(["alpha"]);
  expect(ids(arrangeRows(rows, { ...EVERYTHING, state: "open", mode: "truck" })).sort()).toEqual([
    "alpha",
    "charlie",
  ]);
  expect(arrangeRows(rows, { ...EVERYTHING, mode: "rail" })).toEqual([]);
});

test("sorting changes neither its input nor what is in it, whatever the order of arrival", () => {
  fc.assert(
    fc.property(
      fc.shuffledSubarray([...rows], { minLength: 4 }),
      fc.constantFrom(...SORTS),
      (shuffled, sort) => {
        const before = ids(shuffled);
        const arranged = ids(arrangeRows(shuffled, { ...EVERYTHING, sort }));
        expect(ids(shuffled)).toEqual(before);
        expect(arranged).toEqual(ids(arrangeRows(rows, { ...EVERYTHING, sort })));
      },
    ),
  );
});

test("every crossing is counted in exactly one condition", () => {
  const total = countConditions(rows).reduce((sum, { count }) => sum + count, 0);
  expect(total).toBe(rows.length);
});

test("sides are not added up: the greatest figure stands for the crossing", () => {
  const row = rowOf("echo", () => [
    countClaim({ side: "PK", low: 10, high: 20 }),
    countClaim({ side: "AF", low: 300 }),
  ]);
  expect(leadFigure(row.status, "trucks_stranded")).toMatchObject({
    side: "AF",
    low: 300,
    high: null,
  });
});

test("an open crossing that nobody looks at any more turns unknown by itself", () => {
  expect(open.status.condition).toBe("open");
  expect(ageLiveStatus(open.status, AT, null)).toBe(open.status);
  const later = ageLiveStatus(open.status, addMs(AT, 2 * DAY_MS), null);
  expect(later.condition).toBe("unknown");
  expect(later.lanes.every(({ value }) => value === "unknown")).toBe(true);
  expect(later.lanes[0]?.lastSeen).toEqual({ value: "open", at: addMs(AT, -HOUR_MS) });
  expect(later.alert.reasons[0]?.code).toBe("silent");
  expect(later.figures).toEqual([]);
});

test("as time passes nothing becomes open that was not", () => {
  fc.assert(
    fc.property(fc.constantFrom(...rows), fc.integer({ min: 0, max: 30 * 24 }), (row, hours) => {
      const later = ageLiveStatus(row.status, addMs(AT, hours * HOUR_MS), null);
      later.lanes.forEach((lane, index) => {
        if (lane.value === "open") expect(row.status.lanes[index]?.value).toBe("open");
      });
    }),
  );
});
