import { describe, expect, it } from "vitest";
import { deriveStatus } from "#server/domain/derive-status.ts";
import type { PublishedReport } from "#server/domain/report.ts";
import {
  MAX_REPEATS,
  orderByUrgency,
  REPEAT_SHARE,
  URGENCY_REASONS,
  URGENCY_WEIGHTS,
  weighEffect,
} from "#server/domain/urgency.ts";
import { countClaim, crossingFixture, stateClaim } from "../../support/status-fixture.ts";

const NOW = "2025-10-12T12:00:00.000Z";
const torkham = crossingFixture("torkham");
const truckLane = torkham.lanes.filter(({ mode }) => mode === "truck").map(({ id }) => id);

let last = 0;
function report(
  claims: PublishedReport["claims"],
  observedAt = "2025-10-12T11:00:00.000Z",
): PublishedReport {
  last += 1;
  return {
    id: `00000000-0000-4000-8000-${String(last).padStart(12, "0")}`,
    crossingId: torkham.id,
    source: { id: `source-${last}`, kind: "reporter", name: `Source ${last}`, party: null },
    observedAt,
    receivedAt: observedAt,
    publishedAt: observedAt,
    withdrawnAt: null,
    claims,
    links: [],
  };
}
const statusOf = (...reports: PublishedReport[]) =>
  deriveStatus({ crossing: torkham, reports, at: NOW, known: "now", now: NOW });

describe("urgency", () => {
  const open = report([stateClaim(torkham)], "2025-10-12T09:00:00.000Z");

  it("puts a lane that closes above everything else together", () => {
    const others = URGENCY_REASONS.filter((reason) => reason !== "lane").reduce(
      (sum, reason) => sum + URGENCY_WEIGHTS[reason] * (1 + MAX_REPEATS * REPEAT_SHARE),
      0,
    );
    expect(others).toBeLessThan(URGENCY_WEIGHTS.lane);
    const closes = report([stateClaim(torkham, { value: "closed", lanes: truckLane.slice(0, 1) })]);
    const { urgency, details } = weighEffect(statusOf(open), statusOf(open, closes));
    expect(urgency.reasons[0]).toBe("lane");
    expect(urgency.score).toBeGreaterThanOrEqual(URGENCY_WEIGHTS.lane);
    expect(details).toContainEqual({
      kind: "lane",
      lane: truckLane[0],
      from: "open",
      to: "closed",
    });
  });

  it("weighs a new figure above a word that only renews, and that above nothing", () => {
    const before = statusOf(open);
    const counted = weighEffect(
      before,
      statusOf(open, report([countClaim({ low: 40, high: 60 })])),
    );
    const renewed = weighEffect(before, statusOf(open, report([stateClaim(torkham)])));
    expect(counted.urgency.reasons).toContain("figure");
    expect(renewed.urgency).toEqual({ score: URGENCY_WEIGHTS.freshness, reasons: ["freshness"] });
    expect(counted.urgency.score).toBeGreaterThan(renewed.urgency.score);
    expect(weighEffect(before, before).urgency).toEqual({ score: 0, reasons: [] });
  });

  it("counts a figure that becomes disputed", () => {
    const few = report([countClaim({ low: 100, high: 110, side: "PK" })]);
    const many = report([countClaim({ low: 5_000, high: 5_000, side: "PK" })]);
    const { urgency } = weighEffect(statusOf(open, few), statusOf(open, few, many));
    expect(urgency.reasons).toContain("dispute");
    expect(urgency.reasons).toContain("figure");
  });

  it("bounds what is repeated", () => {
    const closes = (lanes: readonly string[]) =>
      weighEffect(
        statusOf(open),
        statusOf(open, report([stateClaim(torkham, { value: "closed", lanes })])),
      ).urgency.score;
    const all = torkham.lanes.map(({ id }) => id);
    expect(closes(truckLane)).toBeGreaterThan(closes(truckLane.slice(0, 1)));
    expect(closes(all)).toBeLessThan(2 * URGENCY_WEIGHTS.lane);
  });

  it("orders by score, then by who has waited longest, and leaves the input as it is", () => {
    const item = (id: string, score: number, receivedAt: string) => ({
      id,
      receivedAt,
      urgency: { score, reasons: [] },
    });
    const given = [
      item("a", 2, "2025-10-12T08:00:00.000Z"),
      item("b", 100, "2025-10-12T10:00:00.000Z"),
      item("c", 100, "2025-10-12T09:00:00.000Z"),
      item("d", 2, "2025-10-12T08:00:00.000Z"),
    ];
    expect(orderByUrgency(given).map(({ id }) => id)).toEqual(["c", "b", "a", "d"]);
    expect(given[0]?.id).toBe("a");
  });
});
