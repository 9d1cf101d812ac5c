/** Builders of crossings, reports and statuses for tests: the core derives them, nothing is written by hand. */
import type { Claim, CountClaim, StateClaim } from "#server/domain/claim.ts";
import { type Crossing, lanesBetween, type Mode } from "#server/domain/crossing.ts";
import { deriveStatus } from "#server/domain/derive-status.ts";
import type { PublishedReport } from "#server/domain/report.ts";
import type { Source } from "#server/domain/source.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import { type Instant, instantBound } from "#server/domain/time.ts";

export const PRESS: Source = { id: "press", kind: "press", name: "A newspaper", party: null };

export function crossingFixture(id: string, given: Partial<Crossing> = {}): Crossing {
  const modes: readonly Mode[] = ["pedestrian", "passenger", "truck"];
  return {
    id,
    name: id.replaceAll("-", " ").replace(/\b[a-z]/g, (letter) => letter.toUpperCase()),
    altNames: [],
    localNames: {},
    sides: [
      { country: "PK", place: null, admin: null, authority: null, zone: "Asia/Karachi" },
      { country: "AF", place: null, admin: null, authority: null, zone: "Asia/Kabul" },
    ],
    position: null,
    type: "road",
    lanes: lanesBetween("PK", "AF", modes),
    expectedIntervalMinutes: 360,
    note: null,
    sources: [],
    ...given,
  };
}

export function stateClaim(crossing: Crossing, given: Partial<StateClaim> = {}): StateClaim {
  return {
    kind: "state",
    lanes: crossing.lanes.map(({ id }) => id),
    value: "open",
    track: "observed",
    exceptions: [],
    since: null,
    hold: { kind: "next" },
    cause: null,
    conditions: [],
    expectedReopeningAt: null,
    ...given,
  };
}

export function countClaim(given: Partial<CountClaim>): CountClaim {
  return {
    kind: "count",
    metric: "trucks_stranded",
    side: null,
    lane: null,
    low: 0,
    best: null,
    high: null,
    basis: "told",
    asGiven: null,
    what: null,
    period: null,
    ...given,
  };
}

export interface ReportFixture {
  readonly crossing: Crossing;
  readonly at: Instant;
  readonly claims: readonly Claim[];
  readonly source?: Source;
}

export function reportFixture({
  crossing,
  at,
  claims,
  source = PRESS,
}: ReportFixture): PublishedReport {
  return {
    id: `${crossing.id} ${source.id} ${at}`,
    crossingId: crossing.id,
    source,
    observedAt: at,
    receivedAt: at,
    publishedAt: at,
    withdrawnAt: null,
    claims: claims.map((claim) =>
      claim.kind === "state" && claim.since === null
        ? { ...claim, since: instantBound(at) }
        : claim,
    ),
    links: [],
  };
}

export function statusFixture(
  crossing: Crossing,
  at: Instant,
  reports: readonly PublishedReport[],
): CrossingStatus {
  return deriveStatus({ crossing, reports, at, known: "now", now: at });
}
