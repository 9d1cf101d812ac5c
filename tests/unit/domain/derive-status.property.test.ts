/** What must hold of a status whatever anybody reports (design: rules 1 to 8). */
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Claim } from "#server/domain/claim.ts";
import { freshnessAt } from "#server/domain/freshness.ts";
import { KNOWN } from "#server/domain/report.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import { fromMs, toMs } from "#server/domain/time.ts";
import {
  anyClaim,
  anyInstant,
  anyReports,
  anyState,
  CROSSING,
  deepFreeze,
  statusAt,
  WORLD_NOW,
} from "./generated-reports.ts";

const RUNS = { numRuns: 400 };
const anyKnown = fc.constantFrom(...KNOWN);

const _values = (status: CrossingStatus) =>
  status.lanes.map((lane) => `${lane.lane} ${lane.value}`);

describe("a status, whatever is reported", () => {
  test("order of arrival does not change it", () => {
    const shuffled = anyReports().chain((reports) =>
      fc.tuple(fc.constant(reports), fc.shuffledSubarray(reports, { minLength: reports.length })),
    );
    fc.assert(
      fc.property(shuffled, anyInstant, anyKnown, ([reports, other], at, known) => {
        expect(statusAt(other, at, known)).toEqual(statusAt(reports, at, known));
      }),
      RUNS,
    );
  });

  test("the same report twice says no more than once", () => {
    fc.assert(
      fc.property(anyReports(), anyInstant, anyKnown, (reports, at, known) => {
        expect(statusAt([...reports, ...reports], at, known)).toEqual(statusAt(reports, at, known));
      }),
      RUNS,
    );
  });

  test("its reports are not changed", () => {
    fc.assert(
      fc.property(anyReports(), anyInstant, anyKnown, (reports, at, known) => {
        statusAt(deepFreeze(reports), at, known);
      }),
      RUNS,
    );
  });

  test("low <= best <= high, and the highest number named lies between", () => {
    fc.assert(
      fc.property(anyReports(), anyInstant, anyKnown, (reports, at, known) => {
        for (const figure of statusAt(reports, at, known).figures) {
          expect(figure.low).toBeLessThanOrEqual(figure.highest);
          if (figure.high !== null) expect(figure.highest).toBe(figure.high);
          if (figure.best === null) continue;
          expect(figure.best).toBeGreaterThanOrEqual(figure.low);
          if (figure.high !== null) expect(figure.best).toBeLessThanOrEqual(figure.high);
        }
      }),
      RUNS,
    );
  });

  test("best is a number that somebody gave, never an average", () => {
    fc.assert(
      fc.property(anyReports(), anyInstant, anyKnown, (reports, at, known) => {
        for (const figure of statusAt(reports, at, known).figures) {
          if (figure.best === null) continue;
          expect(figure.claims.flatMap((c) => [c.best, c.low])).toContain(figure.best);
        }
      }),
      RUNS,
    );
  });

  test("what one party alone says never becomes best", () => {
    const ofOneParty = anyReports(anyClaim, [
      { id: "a", kind: "official", name: "Customs", party: "PK" },
      { id: "b", kind: "official", name: "Levies", party: "PK" },
    ]);
    fc.assert(
      fc.property(ofOneParty, anyInstant, anyKnown, (reports, at, known) => {
        for (const figure of statusAt(reports, at, known).figures) expect(figure.best).toBeNull();
      }),
      RUNS,
    );
  });

  test("a lane is open only where an open that somebody saw is current, or recorded in hindsight", () => {
    fc.assert(
      fc.property(anyReports(), anyInstant, anyKnown, (reports, at, known) => {
        for (const lane of statusAt(reports, at, known).lanes) {
          if (lane.value !== "open") continue;
          expect(lane.basis).toBe("observed");
          expect(lane.observed.value).toBe("open");
          if (known === "then") expect(lane.recorded).toBe(false);
          if (!lane.recorded) expect(["fresh", "ageing"]).toContain(lane.freshness);
        }
      }),
      RUNS,
    );
  });

  test("a lane that is known is as fresh as the word it shows", () => {
    fc.assert(
      fc.property(anyReports(), anyInstant, anyKnown, (reports, at, known) => {
        for (const lane of statusAt(reports, at, known).lanes) {
          if (lane.value === "unknown") continue;
          const { lastWordAt } = lane;
          expect(freshnessAt(lastWordAt, CROSSING.expectedIntervalMinutes, at)).toBe(
            lane.freshness,
          );
        }
      }),
      RUNS,
    );
  });

  test("two intervals after the last word nothing is open, now and as known then", () => {
    fc.assert(
      fc.property(anyReports(), anyInstant, (reports, at) => {
        for (const status of [statusAt(reports, at, "then"), statusAt(reports, at, "now", at)]) {
          for (const lane of status.lanes) {
            const word = lane.observed.lastWordAt;
            const freshness = freshnessAt(word, CROSSING.expectedIntervalMinutes, at);
            if (freshness === "stale" || freshness === "silent")
              expect(lane.value).not.toBe("open");
          }
        }
      }),
      RUNS,
    );
  });

  test("announcements alone never make a lane open", () => {
    const announced = anyState.map(
      (claim): Claim => (claim.kind === "state" ? { ...claim, track: "announced" } : claim),
    );
    fc.assert(
      fc.property(anyReports(announced), anyInstant, anyKnown, (reports, at, known) => {
        for (const lane of statusAt(reports, at, known).lanes) expect(lane.value).not.toBe("open");
      }),
      RUNS,
    );
  });

  test("what is reported later does not change what was known then", () => {
    fc.assert(
      fc.property(anyReports(), anyInstant, anyInstant, (reports, a, b) => {
        const [at, later] = a <= b ? [a, b] : [b, a];
        const knownAt = reports
          .filter((report) => report.publishedAt <= later)
          .map((report) => ({
            ...report,
            withdrawnAt:
              report.withdrawnAt !== null && report.withdrawnAt > later ? null : report.withdrawnAt,
          }));
        expect(statusAt(knownAt, at, "then", later)).toEqual(statusAt(reports, at, "then"));
      }),
      RUNS,
    );
  });

  test("nobody's word is used before it was seen, unless it tells of an earlier time", () => {
    fc.assert(
      fc.property(anyReports(), anyInstant, (reports, at) => {
        const { lastWordAt, lanes } = statusAt(reports, at, "then");
        for (const word of [
          lastWordAt,
          ...lanes.flatMap((l) => [l.lastWordAt, l.lastSeen?.at ?? null]),
        ]) {
          if (word !== null) expect(word <= at).toBe(true);
        }
      }),
      RUNS,
    );
  });

  test("a no_change alone invents no number and no state", () => {
    fc.assert(
      fc.property(
        anyReports(fc.constant<Claim>({ kind: "no_change" })),
        anyInstant,
        anyKnown,
        (reports, at, known) => {
          const status = statusAt(reports, at, known);
          expect(status.figures).toEqual([]);
          for (const lane of status.lanes) expect(lane.value).toBe("unknown");
        },
      ),
      RUNS,
    );
  });

  test("with no_change among them, every number and state was said by its source", () => {
    fc.assert(
      fc.property(anyReports(), anyInstant, anyKnown, (reports, at, known) => {
        const status = statusAt(reports, at, known);
        const counts = reports.flatMap((r) =>
          r.claims.flatMap((c) =>
            c.kind === "count" ? [`${r.source.id} ${c.metric} ${c.low} ${c.high}`] : [],
          ),
        );
        for (const figure of status.figures) {
          for (const c of figure.claims)
            expect(counts).toContain(`${c.source.id} ${figure.metric} ${c.low} ${c.high}`);
        }
        const states = reports.flatMap((r) =>
          r.claims.flatMap((c) =>
            c.kind === "state" ? c.lanes.map((lane) => `${lane} ${c.value}`) : [],
          ),
        );
        for (const lane of status.lanes) {
          if (lane.value !== "unknown") expect(states).toContain(`${lane.lane} ${lane.value}`);
        }
      }),
      RUNS,
    );
  });

  test("until nextChangeAt time alone changes nothing that is shown", () => {
    const face = (status: CrossingStatus) => ({
      condition: status.condition,
      lanes: status.lanes.map(({ value, freshness, basis, gap, contested, exceptions }) => ({
        value,
        freshness,
        basis,
        gap,
        contested,
        exceptions: exceptions.map((e) => `${e.class} ${e.direction} ${e.mode} ${e.state}`),
      })),
      figures: status.figures,
      postures: status.postures,
      outlooks: status.outlooks,
      freshness: status.freshness,
      level: status.alert.level,
      override: status.override,
    });
    fc.assert(
      fc.property(
        anyReports(),
        anyInstant,
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (reports, at, share) => {
          const status = statusAt(reports, at, "then");
          const known = reports
            .filter((r) => r.publishedAt <= at && (r.withdrawnAt === null || r.withdrawnAt > at))
            .map((r) => ({ ...r, withdrawnAt: null }));
          const until = toMs(status.nextChangeAt ?? WORLD_NOW);
          const between = fromMs(toMs(at) + Math.floor((until - toMs(at)) * share));
          if (between < at) return;
          expect(face(statusAt(known, between, "then"))).toEqual(face(status));
          const last = fromMs(until - 1);
          if (last >= at) expect(face(statusAt(known, last, "then"))).toEqual(face(status));
        },
      ),
      RUNS,
    );
  });
});
