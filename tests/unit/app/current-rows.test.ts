import { expect, test } from "vitest";
import { type BoardRow, toBoardRow } from "#app/_components/overview/board-row.ts";
import { currentRows } from "#app/_components/overview/current-rows.ts";
import { type LiveStatus, liveStatus } from "#server/domain/live-status.ts";
import { addMs, DAY_MS, HOUR_MS, MINUTE_MS } from "#server/domain/time.ts";
import {
  crossingFixture,
  reportFixture,
  stateClaim,
  statusFixture,
} from "../../support/status-fixture.ts";

const AT = "2026-11-22T12:00:00.000Z";
const LATER = addMs(AT, MINUTE_MS);

function statusOf(id: string, value: "open" | "closed", at: string) {
  const crossing = crossingFixture(id);
  const said = [stateClaim(crossing, { value })];
  const report = reportFixture({ crossing, at: addMs(AT, -HOUR_MS), claims: said });
  return { crossing, status: statusFixture(crossing, at, [report]) };
}

const rows: readonly BoardRow[] = ["alpha", "bravo"].map((id) =>
  toBoardRow({ ...statusOf(id, "open", AT), sparkline: [], sparklineMetric: null }, "en"),
);

const live = (states: Record<string, "open" | "closed">): ReadonlyMap<string, LiveStatus> =>
  new Map(
    Object.entries(states).map(([id, value]) => [
      id,
      liveStatus(statusOf(id, value, LATER).status),
    ]),
  );

test("a first word from the stream that says what the page says draws nothing anew", () => {
  const statuses = live({ alpha: "open", bravo: "open" });
  expect(currentRows(rows, { statuses, now: LATER, derive: null })).toBe(rows);
});

test("only the row that changed is another object", () => {
  const statuses = live({ alpha: "open", bravo: "closed" });
  const current = currentRows(rows, { statuses, now: LATER, derive: null });
  expect(current[0]).toBe(rows[0]);
  expect(current[1]?.status.condition).toBe("closed");
  const again = currentRows(
    rows,
    { statuses: live({ alpha: "open", bravo: "closed" }), now: LATER, derive: null },
    current,
  );
  expect(again).toBe(current);
});

test("a row that time has changed is shown so, and stays the same object until it changes again", () => {
  const now = addMs(AT, 2 * DAY_MS);
  const aged = currentRows(rows, { statuses: new Map(), now, derive: null });
  expect(aged.map(({ status }) => status.condition)).toEqual(["unknown", "unknown"]);
  const next = { statuses: new Map(), now: addMs(now, MINUTE_MS), derive: null };
  expect(currentRows(rows, next, aged)).toBe(aged);
});

test("what is older than the page is not taken for news", () => {
  const fresh = rows.map((row) => ({ ...row, status: { ...row.status, at: addMs(AT, HOUR_MS) } }));
  const statuses = live({ alpha: "closed", bravo: "closed" });
  expect(currentRows(fresh, { statuses, now: LATER, derive: null })).toBe(fresh);
});
