/** Closures tile the record: ordered, apart, and exactly where a lane is closed. */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { deriveClosures, deriveTimelines } from "#server/domain/derive-closures.ts";
import { deriveStatus } from "#server/domain/derive-status.ts";
import { toRibbon } from "#server/domain/lane-timeline.ts";
import type { PublishedReport } from "#server/domain/report.ts";
import { fromMs, toMs } from "#server/domain/time.ts";
import {
  anyInstant,
  anyReports,
  anyState,
  CROSSING,
  deepFreeze,
  WORLD_FROM,
  WORLD_NOW,
  WORLD_TO,
} from "./generated-reports.ts";

const RUNS = { numRuns: 250 };
const states = anyReports(anyState);

const spanOf = (reports: readonly PublishedReport[], now = WORLD_NOW) => ({
  crossing: CROSSING,
  reports,
  from: WORLD_FROM,
  to: WORLD_TO,
  now,
});

const statusAt = (reports: readonly PublishedReport[], at: string) =>
  deriveStatus({ crossing: CROSSING, reports, at, known: "now", now: WORLD_NOW });

describe("closures, whatever is reported", () => {
  test("they are ordered, disjoint and inside the span, and none is empty", () => {
    fc.assert(
      fc.property(states, (reports) => {
        let last = WORLD_FROM;
        for (const { fromAt, toAt, phases, lanes } of deriveClosures(spanOf(reports))) {
          expect(fromAt >= last && fromAt < toAt && toAt <= WORLD_TO).toBe(true);
          expect(lanes.length).toBeGreaterThan(0);
          last = toAt;
          let phaseFrom = fromAt;
          for (const phase of phases) {
            expect(phase.fromAt).toBe(phaseFrom);
            expect(phase.closedLanes.length).toBeGreaterThan(0);
            phaseFrom = phase.toAt;
          }
          expect(phaseFrom).toBe(toAt);
        }
      }),
      RUNS,
    );
  });

  test("an instant lies in one closure when a lane is closed in hindsight, and in none otherwise", () => {
    fc.assert(
      fc.property(states, anyInstant, (reports, at) => {
        if (at < WORLD_FROM || at >= WORLD_TO) return;
        const around = deriveClosures(spanOf(reports)).filter((c) => c.fromAt <= at && at < c.toAt);
        const isClosed = statusAt(reports, at).lanes.some((lane) => lane.value === "closed");
        expect(around.length).toBe(isClosed ? 1 : 0);
      }),
      { numRuns: 400 },
    );
  });

  test("ribbons touch, cover the span and agree with the status at every instant", () => {
    fc.assert(
      fc.property(states, anyInstant, (reports, at) => {
        const status = statusAt(reports, at);
        for (const { lane, segments } of deriveTimelines(spanOf(reports))) {
          const ribbon = toRibbon(segments);
          expect(ribbon[0]?.fromAt).toBe(WORLD_FROM);
          expect(ribbon.at(-1)?.toAt).toBe(WORLD_TO);
          for (const [i, segment] of ribbon.entries()) {
            expect(segment.fromAt < segment.toAt).toBe(true);
            const next = ribbon[i + 1];
            if (next === undefined) continue;
            expect(next.fromAt).toBe(segment.toAt);
            expect(next.value).not.toBe(segment.value);
          }
          const here = ribbon.find((s) => s.fromAt <= at && at < s.toAt);
          if (here !== undefined) {
            expect(here.value).toBe(status.lanes.find((l) => l.lane === lane)?.value);
          }
        }
      }),
      { numRuns: 400 },
    );
  });

  test("order of arrival does not change them, and input is not changed", () => {
    const shuffled = states.chain((reports) =>
      fc.tuple(
        fc.constant(deepFreeze(reports)),
        fc.shuffledSubarray(reports, { minLength: reports.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([reports, other]) => {
        expect(deriveClosures(spanOf(other))).toEqual(deriveClosures(spanOf(reports)));
      }),
      RUNS,
    );
  });

  test("first movement is an open that somebody saw, after it and before the next", () => {
    fc.assert(
      fc.property(states, (reports) => {
        const closures = deriveClosures(spanOf(reports));
        for (const [i, { firstMovement, toAt }] of closures.entries()) {
          if (firstMovement === null) continue;
          expect(
            firstMovement.at >= toAt && firstMovement.at < (closures[i + 1]?.fromAt ?? WORLD_TO),
          ).toBe(true);
          const lane = statusAt(reports, fromMs(toMs(firstMovement.at))).lanes.find(
            (l) => l.lane === firstMovement.lane,
          );
          expect(lane?.value).toBe("open");
        }
      }),
      RUNS,
    );
  });
});
