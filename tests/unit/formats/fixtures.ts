import type { Change, ChangeDetail } from "#server/domain/change.ts";
import type { Closure } from "#server/domain/closure.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { Source } from "#server/domain/source.ts";
import type { Instant } from "#server/domain/time.ts";
import type { CrossingWithStatus } from "#server/formats/overview-row.ts";
import {
  countClaim,
  crossingFixture,
  reportFixture,
  stateClaim,
  statusFixture,
} from "../../support/status-fixture.ts";

export const AT: Instant = "2025-10-13T12:00:00.000Z";
export const SEEN: Instant = "2025-10-13T11:00:00.000Z";
export const INFO = { publicUrl: "https://gatewatch.example:8443", at: AT };

/** Text that is dangerous in one format or another. */
export const NASTY = `=HYPERLINK("http://evil"),"a"; b\\c & <d> ]]> \u0000\r\nطورخم \u{1F6AB}`;

export const torkham: Crossing = crossingFixture("torkham", {
  name: "Torkham",
  localNames: { ur: "طورخم" },
  position: { latitude: 34.11472, longitude: 71.08472, precisionMetres: 1500, note: null },
});

const OFFICIAL: Source = { id: "pk-official", kind: "official", name: "An official", party: "PK" };
const FORCES: Source = { id: "af-official", kind: "official", name: "=Another", party: "AF" };

/** Torkham closed, with disputed trucks on one side, people at the whole crossing and forces on alert. */
export function closedTorkham(crossing: Crossing = torkham): CrossingWithStatus {
  const status = statusFixture(crossing, AT, [
    reportFixture({
      crossing,
      at: SEEN,
      claims: [
        stateClaim(crossing, {
          value: "closed",
          cause: "clash",
          exceptions: [
            { class: "returnees", direction: "PK-AF", mode: "pedestrian", state: "open" },
          ],
        }),
        countClaim({ metric: "people_stranded", low: 100, high: 999, asGiven: "hundreds" }),
        countClaim({ metric: "trucks_stranded", side: "PK", low: 107, high: 107, best: 107 }),
      ],
    }),
    reportFixture({
      crossing,
      at: SEEN,
      source: OFFICIAL,
      claims: [countClaim({ metric: "trucks_stranded", side: "PK", low: 5_000, high: null })],
    }),
    reportFixture({
      crossing,
      at: SEEN,
      source: FORCES,
      claims: [{ kind: "posture", side: "PK", value: "high_alert" }],
    }),
  ]);
  return { crossing, status };
}

export function silentGate(id: string): CrossingWithStatus {
  const crossing = crossingFixture(id);
  return { crossing, status: statusFixture(crossing, AT, []) };
}

export function closureFixture(over: Partial<Closure> = {}): Closure {
  const fromAt = "2025-10-11T19:00:00.000Z";
  return {
    crossingId: "torkham",
    from: {
      text: "2025-10-12",
      precision: "day",
      earliestAt: fromAt,
      latestAt: "2025-10-12T19:00:00.000Z",
    },
    fromAt,
    toAt: AT,
    end: "ongoing",
    cause: "clash",
    lanes: ["PK-AF/truck", "AF-PK/truck"],
    phases: [
      {
        fromAt,
        toAt: AT,
        closedLanes: ["PK-AF/truck", "AF-PK/truck"],
        openLanes: [],
        restrictedLanes: [],
        exceptions: [{ class: "returnees", direction: "PK-AF", mode: "pedestrian", state: "open" }],
        conditions: [],
      },
    ],
    firstMovement: null,
    ...over,
  };
}

export function changeFixture(
  details: readonly ChangeDetail[],
  over: Partial<Change> = {},
): Change {
  return {
    id: "0198c5c0-0000-7000-8000-000000000001",
    crossingId: "torkham",
    sequence: 7,
    at: AT,
    observedAt: SEEN,
    reportId: null,
    details,
    ...over,
  };
}
