/** What must hold of a status that a browser ages by itself, whatever was reported. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ageStatus } from "#server/domain/age-status.ts";
import type { PublishedReport } from "#server/domain/report.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import { addMs, toMs } from "#server/domain/time.ts";
import { anyClaim, anyInstant, anyReports, CROSSING, statusAt } from "./generated-reports.ts";

const RUNS = { numRuns: 400 };

const values = (status: CrossingStatus) => status.lanes.map((lane) => `${lane.lane} ${lane.value}`);

describe("a status aged in the browser", () => {
  test("a stale open is never open", () => {
    fc.assert(
      fc.property(
        anyReports(),
        anyInstant,
        fc.integer({ min: 0, max: 500 }),
        (reports, at, halves) => {
          const later = addMs(at, halves * 1_800_000);
          const aged = ageStatus(statusAt(reports, at, "now", at), later);
          for (const lane of aged.lanes) {
            if (lane.value !== "open") continue;
            const { lastWordAt } = lane.observed;
            const age = toMs(later) - toMs(lastWordAt ?? "");
            expect(age).toBeLessThanOrEqual(2 * CROSSING.expectedIntervalMinutes * 60_000);
          }
          expect(aged.condition === "open").toBe(aged.lanes.every((lane) => lane.value === "open"));
        },
      ),
      RUNS,
    );
  });

  test("it shows the figures that would be derived", () => {
    const atOnce = anyClaim.filter((c) => c.kind === "count" && c.period === null);
    fc.assert(
      fc.property(
        anyReports(atOnce),
        anyInstant,
        fc.integer({ min: 0, max: 200 }),
        (reports, at, halves) => {
          const heard = reports.filter((r) => r.observedAt <= at && r.withdrawnAt === null);
          const later = addMs(at, halves * 1_800_000);
          const aged = ageStatus(statusAt(heard, at, "now", at), later);
          expect(aged.figures).toEqual(statusAt(heard, later, "now", later).figures);
        },
      ),
      RUNS,
    );
  });

  test("a track that an announcement has ended is silent, and stays it", () => {
    const lanes = ["PK-AF/truck"];
    const claim = {
      kind: "state",
      lanes,
      exceptions: [],
      since: null,
      hold: { kind: "next" },
      cause: null,
      conditions: [],
      expectedReopeningAt: null,
    } as const;
    const official = {
      crossingId: CROSSING.id,
      source: { id: "official:pk", kind: "official", name: "Customs", party: "PK" },
      withdrawnAt: null,
      links: [],
    } as const;
    const times = (at: string) => ({ observedAt: at, receivedAt: at, publishedAt: at });
    const opened = "2025-10-01T00:00:00.000Z";
    const closed = "2025-10-01T00:30:00.000Z";
    const reports: PublishedReport[] = [
      {
        ...official,
        ...times(opened),
        id: "opened",
        claims: [{ ...claim, track: "observed", value: "open" }],
      },
      {
        ...official,
        ...times(closed),
        id: "closed",
        claims: [{ ...claim, track: "announced", value: "closed" }],
      },
    ];
    const later = "2025-10-02T01:00:00.000Z";
    const truck = (status: CrossingStatus) => status.lanes.find(({ lane }) => lane === lanes[0]);
    const aged = ageStatus(statusAt(reports, closed, "now", closed), later);
    expect(truck(aged)).toEqual(truck(statusAt(reports, later, "now", later)));
    expect(truck(aged)?.observed.freshness).toBe("silent");
  });

  test("it shows the lanes that would be derived, when nothing ends by itself", () => {
    const untilNext = anyClaim.filter(
      (c) => c.kind !== "state" || (c.hold.kind === "next" && c.since === null),
    );
    fc.assert(
      fc.property(
        anyReports(untilNext),
        anyInstant,
        fc.integer({ min: 0, max: 400 }),
        (reports, at, halves) => {
          const heard = reports
            .filter(
              (r) =>
                r.publishedAt <= at &&
                r.observedAt <= at &&
                (r.withdrawnAt === null || r.withdrawnAt > at),
            )
            .map((r) => ({ ...r, withdrawnAt: null }));
          const later = addMs(at, halves * 1_800_000);
          const aged = ageStatus(statusAt(heard, at, "now", at), later);
          const derived = statusAt(heard, later, "now", later);
          expect(values(aged)).toEqual(values(derived));
          expect(aged.condition).toBe(derived.condition);
          expect(aged.freshness).toBe(derived.freshness);
          expect(aged.lanes.map((l) => l.freshness)).toEqual(derived.lanes.map((l) => l.freshness));
          expect(aged.lanes.map((l) => l.lastSeen)).toEqual(derived.lanes.map((l) => l.lastSeen));
        },
      ),
      RUNS,
    );
  });
});
