/** Reports as anybody might send them, for property tests: several sources, both tracks, ends of every kind. */
import fc from "fast-check";
import {
  CAUSES,
  CLAIMABLE_STATES,
  type Claim,
  EXCEPTION_CLASSES,
  type Hold,
  METRICS,
  POSTURES,
  UNTIL_BASES,
} from "#server/domain/claim.ts";
import { type Crossing, lanesBetween } from "#server/domain/crossing.ts";
import { deriveStatus } from "#server/domain/derive-status.ts";
import type { Known, PublishedReport } from "#server/domain/report.ts";
import type { Source } from "#server/domain/source.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import { fromMs, HOUR_MS, type Instant, type TimeBound, toMs } from "#server/domain/time.ts";

export const CROSSING: Crossing = {
  id: "generated",
  name: "Generated",
  altNames: [],
  localNames: {},
  sides: [
    { country: "PK", place: null, admin: null, authority: null, zone: "Asia/Karachi" },
    { country: "AF", place: null, admin: null, authority: null, zone: "Asia/Kabul" },
  ],
  position: null,
  type: "road",
  lanes: lanesBetween("PK", "AF", ["pedestrian", "truck"]),
  expectedIntervalMinutes: 12 * 60,
  note: null,
  sources: [],
};

const LANES = CROSSING.lanes.map((lane) => lane.id);
const BOTH_DIRECTIONS_ON_FOOT = LANES.slice(0, 2);

const SOURCES: readonly Source[] = [
  { id: "official:pk", kind: "official", name: "Customs", party: "PK" },
  { id: "official:af", kind: "official", name: "Ministry", party: "AF" },
  { id: "official:pk-2", kind: "official", name: "Levies", party: "PK" },
  { id: "press:a", kind: "press", name: "A newspaper", party: null },
  { id: "agency:b", kind: "agency", name: "An agency", party: null },
];

const START_MS = toMs("2025-10-01T00:00:00.000Z");
/** The generated world lasts ten days; instants fall on half hours so that they often meet. */
export const WORLD_HOURS = 240;
export const WORLD_FROM: Instant = fromMs(START_MS);
export const WORLD_TO: Instant = fromMs(START_MS + WORLD_HOURS * HOUR_MS);

const hourAt = (hour: number): Instant => fromMs(START_MS + hour * HOUR_MS);
/** Half of everything happens within its first two days. */
const BUSY_HOURS = 48;
export const anyInstant: fc.Arbitrary<Instant> = fc
  .oneof(
    fc.integer({ min: -24, max: 2 * BUSY_HOURS }),
    fc.integer({ min: -24, max: 2 * WORLD_HOURS }),
  )
  .map((half) => hourAt(half / 2));

function boundOver(fromAt: Instant, hours: number, precision: TimeBound["precision"]): TimeBound {
  return {
    text: fromAt,
    precision,
    earliestAt: fromAt,
    latestAt: fromMs(toMs(fromAt) + hours * HOUR_MS),
  };
}

const anyBound: fc.Arbitrary<TimeBound> = fc.oneof(
  anyInstant.map((at) => boundOver(at, 0, "instant")),
  anyInstant.map((at) => boundOver(at, 24, "day")),
  anyInstant.map((at) => boundOver(at, 72, "week")),
);

const anyHold: fc.Arbitrary<Hold> = fc.oneof(
  { weight: 3, arbitrary: fc.constant<Hold>({ kind: "next" }) },
  fc.record({
    kind: fc.constant("until" as const),
    bound: anyBound,
    basis: fc.constantFrom(...UNTIL_BASES),
  }),
  fc.record({ kind: fc.constant("documented" as const), bound: anyBound }),
);

const anyException = fc.record({
  class: fc.constantFrom(...EXCEPTION_CLASSES),
  direction: fc.constantFrom("PK-AF", "AF-PK", null),
  mode: fc.constantFrom("pedestrian" as const, "truck" as const, null),
  state: fc.constantFrom(...CLAIMABLE_STATES),
});

export const anyState: fc.Arbitrary<Claim> = fc.record({
  kind: fc.constant("state" as const),
  // Half of all claims are about the same lanes, so that they meet.
  lanes: fc.oneof(fc.constant(BOTH_DIRECTIONS_ON_FOOT), fc.subarray(LANES, { minLength: 1 })),
  value: fc.constantFrom(...CLAIMABLE_STATES),
  track: fc.constantFrom("announced" as const, "observed" as const),
  exceptions: fc.array(anyException, { maxLength: 2 }),
  since: fc.option(anyBound, { nil: null }),
  hold: anyHold,
  cause: fc.option(fc.constantFrom(...CAUSES), { nil: null }),
  conditions: fc.constant([]),
  expectedReopeningAt: fc.constant(null),
});

export const anyCount: fc.Arbitrary<Claim> = fc
  .record({
    metric: fc.constantFrom(...METRICS),
    place: fc.constantFrom(
      { side: null, lane: null },
      { side: "PK", lane: null },
      { side: null, lane: "PK-AF/truck" },
    ),
    low: fc.integer({ min: 0, max: 50 }),
    width: fc.option(fc.integer({ min: 0, max: 60 })),
    share: fc.option(fc.integer({ min: 0, max: 100 })),
    basis: fc.constantFrom("counted" as const, "estimated" as const, "told" as const),
    period: fc.option(anyBound),
  })
  .map(({ metric, place, low, width, share, basis, period }) => ({
    kind: "count",
    metric,
    ...place,
    low,
    best: share === null ? null : low + Math.floor(((width ?? 20) * share) / 100),
    high: width === null ? null : low + width,
    basis,
    asGiven: null,
    what: null,
    period,
  }));

const anyPosture: fc.Arbitrary<Claim> = fc.record({
  kind: fc.constant("posture" as const),
  side: fc.constantFrom("PK", "AF"),
  value: fc.constantFrom(...POSTURES),
});

const anyOutlook: fc.Arbitrary<Claim> = fc.constant({
  kind: "outlook",
  value: "steady",
  quote: "stabilising",
});
const NO_CHANGE: Claim = { kind: "no_change" };

export const anyClaim: fc.Arbitrary<Claim> = fc.oneof(
  { weight: 5, arbitrary: anyState },
  { weight: 3, arbitrary: anyCount },
  { weight: 1, arbitrary: anyPosture },
  { weight: 1, arbitrary: anyOutlook },
  { weight: 1, arbitrary: fc.constant(NO_CHANGE) },
);

/** Reports with ids of their own; received some hours after they were observed, some withdrawn later. */
export function anyReports(
  claim: fc.Arbitrary<Claim> = anyClaim,
  sources = SOURCES,
): fc.Arbitrary<PublishedReport[]> {
  return fc
    .array(
      fc.record({
        source: fc.constantFrom(...sources),
        half: fc.oneof(
          fc.integer({ min: 0, max: 2 * BUSY_HOURS }),
          fc.integer({ min: 0, max: 2 * WORLD_HOURS }),
        ),
        delay: fc.integer({ min: 0, max: 96 }),
        withdrawnAfter: fc.option(fc.integer({ min: 1, max: 96 }), { freq: 6 }),
        claims: fc.array(claim, { minLength: 1, maxLength: 3 }),
      }),
      { maxLength: 9 },
    )
    .map((parts) =>
      parts.map(({ source, half, delay, withdrawnAfter, claims }, i) => {
        const publishedAt = hourAt(half / 2 + delay);
        return {
          id: `report-${i}`,
          crossingId: CROSSING.id,
          source,
          observedAt: hourAt(half / 2),
          receivedAt: publishedAt,
          publishedAt,
          withdrawnAt: withdrawnAfter === null ? null : hourAt(half / 2 + delay + withdrawnAfter),
          claims,
          links: [],
        };
      }),
    );
}

export function deepFreeze<T>(value: T): T {
  if (typeof value === "object" && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const part of Object.values(value)) deepFreeze(part);
  }
  return value;
}

/** The present of the generated world: after everything in it. */
export const WORLD_NOW: Instant = hourAt(3 * WORLD_HOURS);

/** The status of the generated crossing; `now` is after everything unless told. */
export function statusAt(
  reports: readonly PublishedReport[],
  at: Instant,
  known: Known,
  now = WORLD_NOW,
): CrossingStatus {
  return deriveStatus({ crossing: CROSSING, reports, at, known, now });
}
