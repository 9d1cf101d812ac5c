import { expect, test } from "vitest";
import { toBoardRow } from "#app/_components/overview/board-row.ts";
import { rowsAt } from "#app/_components/replay/moved-row.ts";
import { packRows, toReplayRow } from "#app/_components/replay/pack-rows.ts";
import { placesIn, unpackRows } from "#app/_components/replay/packed-rows.ts";
import { toMoment } from "#server/domain/replay.ts";
import { addMs, HOUR_MS } from "#server/domain/time.ts";
import {
  countClaim,
  crossingFixture,
  reportFixture,
  stateClaim,
  statusFixture,
} from "../../support/status-fixture.ts";

const AT = "2025-10-15T12:00:00.000Z";

const quiet = (id: string) => {
  const crossing = crossingFixture(id);
  return { crossing, status: statusFixture(crossing, AT, []) };
};

const closed = (id: string) => {
  const crossing = crossingFixture(id);
  const claims = [
    stateClaim(crossing, { value: "closed" }),
    countClaim({ low: 107, high: 5000, basis: "told" }),
  ];
  const report = reportFixture({ crossing, at: addMs(AT, -HOUR_MS), claims });
  return { crossing, status: statusFixture(crossing, AT, [report]) };
};

const packed = (rows: ReturnType<typeof quiet>[]) =>
  packRows(
    rows.map((row) => toReplayRow(row, "en")),
    AT,
  );

test("rows come out as they went in, with all that the board shows", () => {
  const given = [closed("torkham"), quiet("badini"), closed("chaman")];
  const rows = unpackRows(packed(given));
  for (const [index, { crossing, status }] of given.entries()) {
    const row = rows[index];
    const board = toBoardRow({ crossing, status, sparkline: [], sparklineMetric: null }, "en");
    expect(row).toMatchObject({ id: board.id, name: board.name, zones: board.zones });
    expect(row?.status.condition).toBe(board.status.condition);
    expect(row?.status.figures).toEqual(board.status.figures);
    expect(row?.status.alert).toMatchObject({
      level: board.status.alert.level,
      reasons: board.status.alert.reasons.slice(0, 1),
    });
    expect(row?.status.lanes.map(({ lane, value }) => [lane, value])).toEqual(
      board.status.lanes.map(({ lane, value }) => [lane, value]),
    );
  }
});

test("a row that moves says the same at an instant as one that came with the page", () => {
  const row = closed("torkham");
  const pack = packed([row, quiet("badini")]);
  const steps = [{ at: AT, ...toMoment(row.status) }];
  const lanes = row.crossing.lanes.map(({ id }) => id);
  const [moved, unknown] = rowsAt(placesIn(pack), [{ id: "torkham", lanes, steps }], AT);
  const [came] = unpackRows(pack);
  expect(moved?.status.lanes).toEqual(came?.status.lanes);
  expect(moved?.status.lastWordAt).toBe(came?.status.lastWordAt);
  expect(unknown?.status.condition).toBe("unknown");
});

test("500 crossings of which most are silent are some tens of kilobytes", () => {
  const rows = Array.from({ length: 500 }, (_, index) =>
    index < 20 ? closed(`gate-${index}`) : quiet(`gate-${index}`),
  );
  expect(JSON.stringify(packed(rows)).length).toBeLessThan(30_000);
  const board = rows.map((row) =>
    toBoardRow({ ...row, sparkline: [], sparklineMetric: null }, "en"),
  );
  expect(JSON.stringify(board).length).toBeGreaterThan(500_000);
});
