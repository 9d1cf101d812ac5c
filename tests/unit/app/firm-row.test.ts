import { describe, expect, test } from "vitest";
import { type FirmRow, rowAt } from "#app/_components/firm/board-row.ts";
import { clearanceCounts, estimateClearance } from "#server/domain/clearance.ts";
import { addMs, HOUR_MS, type Instant } from "#server/domain/time.ts";
import {
  countClaim,
  crossingFixture,
  reportFixture,
  stateClaim,
  statusFixture,
} from "../../support/status-fixture.ts";

const AT: Instant = "2025-11-02T12:00:00.000Z";
const LANE = "PK-AF/truck";
const later = (hours: number): Instant => addMs(AT, hours * HOUR_MS);

/** Torkham, seen open two days ago and just now, with a queue and what crossed. */
function openRow(): FirmRow {
  const crossing = crossingFixture("torkham");
  const counts = [
    countClaim({ metric: "trucks_stranded", low: 500, high: 700 }),
    countClaim({ metric: "trucks_crossed_24h", low: 100, high: 200 }),
  ];
  const status = statusFixture(crossing, AT, [
    reportFixture({ crossing, at: later(-48), claims: [stateClaim(crossing)] }),
    reportFixture({ crossing, at: AT, claims: [stateClaim(crossing), ...counts] }),
  ]);
  return {
    crossingId: "torkham",
    name: "Torkham",
    localNames: {},
    silence: null,
    zones: ["Asia/Karachi"],
    lane: status.lanes.find(({ lane }) => lane === LANE) ?? null,
    waiting: null,
    counts: clearanceCounts(status.figures, LANE, "truck"),
    shares: [],
    closures: { times: 0, median: null, longest: null },
    confidence: { expectedIntervalMinutes: 360, coveredShare: 1, medianLagMs: 0, words: 2 },
    survival: null,
    shownName: "Torkham",
    href: "/crossings/torkham",
    survivalText: null,
  };
}

/** What the board shows of it, so many hours after it was made. */
function shownAfter(hours: number) {
  const row = openRow();
  const { lane, at } = rowAt(row, { now: later(hours), reference: AT });
  const clearance = estimateClearance({
    mode: "truck",
    value: lane?.value ?? "unknown",
    since: lane?.since ?? null,
    counts: row.counts,
    intervalMinutes: row.confidence.expectedIntervalMinutes,
    at,
  });
  return { value: lane?.value, observed: lane?.observed.value, clearance: clearance.kind };
}

describe("a row of a firm's board", () => {
  test("stays as the server drew it until the browser knows what time it is", () => {
    const row = openRow();
    const now = rowAt(row, { now: null, reference: AT });
    expect([now.lane, now.at]).toEqual([row.lane, AT]);
  });

  test("ages by itself: a stale open is unknown, and its clearance has no number any more", () => {
    expect(shownAfter(1)).toEqual({ value: "open", observed: "open", clearance: "estimate" });
    expect(shownAfter(12)).toEqual({ value: "open", observed: "open", clearance: "estimate" });
    expect(shownAfter(13)).toEqual({ value: "unknown", observed: "unknown", clearance: "none" });
  });

  test("of a crossing that has no such lane any more has none", () => {
    const row = { ...openRow(), lane: null };
    expect(rowAt(row, { now: later(1), reference: AT }).lane).toBeNull();
  });
});
