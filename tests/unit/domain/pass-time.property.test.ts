import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ageStatus } from "#server/domain/age-status.ts";
import { deriveStatus } from "#server/domain/derive-status.ts";
import { passTime, timeDetails } from "#server/domain/pass-time.ts";
import { lastSeenWordAt, silentSince } from "#server/domain/silence.ts";
import { addMs, HOUR_MS } from "#server/domain/time.ts";
import { anyInstant, anyReports, CROSSING } from "./generated-reports.ts";

const statusOf = (reports: Parameters<typeof deriveStatus>[0]["reports"], at: string) =>
  deriveStatus({ crossing: CROSSING, reports, at, known: "now", now: at });
const anyHours = fc.integer({ min: 0, max: 300 });

describe("passing time", () => {
  test("looked at once late or often in between, the same is told", () => {
    fc.assert(
      fc.property(anyReports(), anyInstant, anyHours, anyHours, (reports, at, a, b) => {
        const status = statusOf(reports, at);
        const [soon, late] = [Math.min(a, b), Math.max(a, b)].map((h) => addMs(at, h * HOUR_MS));
        const first = passTime(status, soon ?? at);
        const rest = passTime(ageStatus(status, soon ?? at), late ?? at);
        expect([...first, ...rest]).toEqual(passTime(status, late ?? at));
      }),
      { numRuns: 60 },
    );
  });

  test("steps are in order, none is empty, and a silence is told at most once", () => {
    fc.assert(
      fc.property(anyReports(), anyInstant, (reports, at) => {
        const steps = passTime(statusOf(reports, at), addMs(at, 2_000 * HOUR_MS));
        const instants = steps.map((step) => step.at);
        expect(instants).toEqual([...new Set(instants)].sort());
        for (const { details } of steps) expect(details).not.toEqual([]);
        const silences = steps.flatMap(({ details }) =>
          details.filter((d) => d.kind === "freshness"),
        );
        const status = statusOf(reports, at);
        const isHeard = lastSeenWordAt(status) !== null && silentSince(status) === null;
        expect(silences).toHaveLength(isHeard ? 1 : 0);
      }),
      { numRuns: 60 },
    );
  });

  test("nothing is told of a status beside itself", () => {
    fc.assert(
      fc.property(anyReports(), anyInstant, (reports, at) => {
        const status = statusOf(reports, at);
        expect(timeDetails(status, status)).toEqual([]);
        expect(passTime(status, at)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });
});
