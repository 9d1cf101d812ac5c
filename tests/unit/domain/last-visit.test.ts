import { expect, test } from "vitest";
import { changesSince, continueVisit, look, VISIT_GAP_MS } from "#server/domain/last-visit.ts";
import { liveStatus } from "#server/domain/live-status.ts";
import { addMs, DAY_MS, HOUR_MS } from "#server/domain/time.ts";
import {
  crossingFixture,
  reportFixture,
  stateClaim,
  statusFixture,
} from "../../support/status-fixture.ts";

const THEN = "2026-11-21T12:00:00.000Z";
const NOW = addMs(THEN, DAY_MS);
const crossing = crossingFixture("torkham");
const trucks = ["PK-AF/truck", "AF-PK/truck"];

function at(instant: string, closed: readonly string[]) {
  const claims = [
    stateClaim(crossing),
    ...(closed.length === 0 ? [] : [stateClaim(crossing, { lanes: closed, value: "closed" })]),
  ];
  const reports = [reportFixture({ crossing, at: addMs(instant, -HOUR_MS), claims })];
  return liveStatus(statusFixture(crossing, instant, reports));
}

test("a first visit is told nothing", () => {
  expect(continueVisit(null, NOW).before).toBeNull();
});

test("who comes back is told of the lanes that changed since, and by when they had seen them", () => {
  const first = look(continueVisit(null, THEN), [at(THEN, [])], THEN);
  const { before } = continueVisit(first, NOW);
  expect(before).not.toBeNull();
  expect(changesSince(before ?? {}, [at(NOW, trucks)])).toEqual([
    {
      crossingId: "torkham",
      since: THEN,
      from: "open",
      to: "partial",
      lanes: [
        { lane: "PK-AF/truck", to: "closed" },
        { lane: "AF-PK/truck", to: "closed" },
      ],
    },
  ]);
});

test("what did not change, and what was never seen, is no news", () => {
  const { seen } = look(continueVisit(null, THEN), [at(THEN, trucks)], THEN);
  expect(changesSince(seen, [at(NOW, trucks)])).toEqual([]);
  expect(changesSince({}, [at(NOW, trucks)])).toEqual([]);
});

test("a reload is the same visit, and what it was told against stays", () => {
  const first = look(continueVisit(null, THEN), [at(THEN, [])], THEN);
  const second = look(continueVisit(first, NOW), [at(NOW, trucks)], NOW);
  const reloaded = continueVisit(second, addMs(NOW, VISIT_GAP_MS));
  expect(reloaded.before).toBe(first.seen);
  const third = continueVisit(second, addMs(NOW, VISIT_GAP_MS + 1));
  expect(changesSince(third.before ?? {}, [at(NOW, trucks)])).toEqual([]);
});
