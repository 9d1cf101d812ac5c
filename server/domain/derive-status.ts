/** The status of a crossing at an instant, from its published reports. The one place where it is made. */

import { deriveAlert } from "./alert.ts";
import type { Track } from "./claim.ts";
import type { Crossing, Lane } from "./crossing.ts";
import { deriveFigures } from "./figures.ts";
import {
  freshnessAt,
  isPostureCurrent,
  nextFreshnessChangeOf,
  POSTURE_WINDOW_MS,
} from "./freshness.ts";
import { deriveCondition, settleLane } from "./lane-choice.ts";
import type { LaneView } from "./lane-governing.ts";
import { deriveExceptions, deriveTrackState, findLastSeen, isContested } from "./lane-state.ts";
import { type LaneStatement, layOutStatements, type StatementsByLane } from "./lane-statement.ts";
import { renewByNoChange } from "./no-change.ts";
import { listOverrides, overridesAt } from "./override.ts";
import { type Known, type PublishedReport, reportsKnown } from "./report.ts";
import type {
  AlertOverride,
  CrossingStatus,
  ExceptionStatus,
  LaneStatus,
  OutlookStatus,
  PostureStatus,
  TrackState,
} from "./status.ts";
import { addMs, type Instant, laterOf, type TimeBound } from "./time.ts";
import { deriveTrend, TREND_SPAN_MS } from "./trend.ts";

export interface StatusInput {
  readonly crossing: Crossing;
  /** Published reports of this crossing, in any order; those not yet known to the view are left out here. */
  readonly reports: readonly PublishedReport[];
  /** The instant to describe; not after `now`. */
  readonly at: Instant;
  readonly known: Known;
  /** The present: only an `at` before it can have hindsight. */
  readonly now: Instant;
  readonly override?: AlertOverride | null;
  /** Older overrides that outlast it (override.ts). */
  readonly overridesAfter?: readonly AlertOverride[] | undefined;
}

const NO_STATEMENTS: Readonly<Record<Track, readonly LaneStatement[]>> = {
  announced: [],
  observed: [],
};

function deriveLane(
  lane: Lane,
  tracks: Readonly<Record<Track, readonly LaneStatement[]>>,
  view: LaneView,
): LaneStatus {
  const observed = deriveTrackState(tracks.observed, view);
  const announced = deriveTrackState(tracks.announced, view);
  const settled = settleLane(observed, announced);
  const deciding = settled.basis === "announced" ? tracks.announced : tracks.observed;
  return {
    lane: lane.id,
    direction: lane.direction,
    mode: lane.mode,
    ...settled,
    lastSeen: settled.value === "unknown" ? lastWordOn(tracks, settled.observed, view.at) : null,
    contested: isContested(tracks.observed, view),
    exceptions: deriveExceptions(deciding, view),
  };
}

/** What was seen, unless it has ended and something was announced as late: an open that was closed is not "last seen open". */
function lastWordOn(
  tracks: Readonly<Record<Track, readonly LaneStatement[]>>,
  observed: TrackState,
  at: Instant,
): LaneStatus["lastSeen"] {
  const seen = findLastSeen(tracks.observed, at);
  const told = findLastSeen(tracks.announced, at);
  if (seen === null || told === null) return seen ?? told;
  return observed.held === "unknown" && told.at >= seen.at ? told : seen;
}

/** The latest of the lanes' beginnings: since then the crossing has been as it is. */
function latestSince(lanes: readonly LaneStatus[]): TimeBound | null {
  return lanes.reduce<TimeBound | null>((latest, { since, value }) => {
    if (since === null || value === "unknown") return latest;
    return latest === null || since.earliestAt > latest.earliestAt ? since : latest;
  }, null);
}

function mergeExceptions(lanes: readonly LaneStatus[]): ExceptionStatus[] {
  const merged = new Map<string, ExceptionStatus>();
  for (const exception of lanes.flatMap((lane) => lane.exceptions)) {
    const key = `${exception.class} ${exception.direction ?? ""} ${exception.mode ?? ""}`;
    const other = merged.get(key);
    if (other === undefined || exception.lastWordAt > other.lastWordAt) merged.set(key, exception);
  }
  return [...merged.values()];
}

const newestFirst = (a: PublishedReport, b: PublishedReport): number =>
  a.observedAt !== b.observedAt
    ? a.observedAt < b.observedAt
      ? 1
      : -1
    : a.id < b.id
      ? 1
      : a.id > b.id
        ? -1
        : 0;

function recent(reports: readonly PublishedReport[], at: Instant): PublishedReport[] {
  return reports.filter((r) => isPostureCurrent(r.observedAt, at)).sort(newestFirst);
}

function attribute(report: PublishedReport) {
  const { id: reportId, source, observedAt, links } = report;
  return { reportId, source, observedAt, links };
}

function derivePostures(recentFirst: readonly PublishedReport[]): PostureStatus[] {
  const bySide = new Map<string, PostureStatus>();
  for (const report of recentFirst) {
    for (const claim of report.claims) {
      if (claim.kind !== "posture" || bySide.has(claim.side)) continue;
      bySide.set(claim.side, {
        side: claim.side,
        value: claim.value,
        asOf: report.observedAt,
        said: attribute(report),
      });
    }
  }
  return [...bySide.values()].sort((a, b) => (a.side < b.side ? -1 : 1));
}

/** The newest of each source; said again, it is still one opinion. */
function deriveOutlooks(recentFirst: readonly PublishedReport[]): OutlookStatus[] {
  const bySource = new Map<string, OutlookStatus>();
  for (const report of recentFirst) {
    for (const claim of report.claims) {
      if (claim.kind !== "outlook" || bySource.has(report.source.id)) continue;
      bySource.set(report.source.id, {
        value: claim.value,
        quote: claim.quote,
        asOf: report.observedAt,
        said: attribute(report),
      });
    }
  }
  return [...bySource.values()];
}

type Core = Pick<
  CrossingStatus,
  "condition" | "lanes" | "exceptions" | "figures" | "lastWordAt" | "freshness"
>;

function deriveCore(
  input: StatusInput,
  reports: readonly PublishedReport[],
  statements: StatementsByLane,
): Core {
  const { crossing, at, known, now } = input;
  const view: LaneView = {
    at,
    isHindsight: known === "now" && at < now,
    intervalMinutes: crossing.expectedIntervalMinutes,
  };
  const lanes = crossing.lanes.map((lane) =>
    deriveLane(lane, statements.get(lane.id) ?? NO_STATEMENTS, view),
  );
  const lastWordAt = lanes.reduce<Instant | null>(
    (last, lane) =>
      lane.lastWordAt === null
        ? last
        : last === null
          ? lane.lastWordAt
          : laterOf(last, lane.lastWordAt),
    null,
  );
  return {
    condition: deriveCondition(lanes),
    lanes,
    exceptions: mergeExceptions(lanes),
    figures: deriveFigures(reports, at),
    lastWordAt,
    freshness: freshnessAt(lastWordAt, crossing.expectedIntervalMinutes, at),
  };
}

/** The next instant at which time alone changes something: freshness of a lane, the end of a claim or figure. */
function findNextChange(
  core: Core,
  input: StatusInput,
  reports: readonly PublishedReport[],
  statements: StatementsByLane,
): Instant | null {
  const { at, crossing } = input;
  const candidates: (Instant | null | undefined)[] = core.figures.map((figure) =>
    // One millisecond on: at its last instant a claim still counts.
    addMs(figure.expiresAt, 1),
  );
  const words: (Instant | null)[] = core.exceptions.map(({ lastWordAt }) => lastWordAt);
  for (const { observed, announced, lastWordAt } of core.lanes) {
    words.push(observed.lastWordAt, announced.lastWordAt, lastWordAt);
  }
  for (const tracks of statements.values()) {
    for (const statement of [...tracks.announced, ...tracks.observed]) {
      const { startAt, endAt, possibleFromAt, possibleUntilAt } = statement;
      candidates.push(startAt, endAt, possibleFromAt, possibleUntilAt);
      // A word that does not govern still contests the one that does, until it is too old.
      words.push(startAt, statement.observedAt, statement.documentedUntilAt);
    }
  }
  candidates.push(nextFreshnessChangeOf(words, crossing.expectedIntervalMinutes, at));
  for (const { observedAt, claims } of reports) {
    candidates.push(observedAt);
    for (const claim of claims) {
      if (claim.kind === "posture" || claim.kind === "outlook") {
        candidates.push(addMs(observedAt, POSTURE_WINDOW_MS + 1));
      }
      if (claim.kind === "count") candidates.push(claim.period?.earliestAt);
    }
  }
  candidates.push(input.override?.expiresAt, input.overridesAfter?.at(0)?.expiresAt);
  return candidates.reduce<Instant | null>((next, candidate) => {
    if (candidate === null || candidate === undefined || candidate <= at) return next;
    return next === null || candidate < next ? candidate : next;
  }, null);
}

/**
 * The status of `crossing` at `at` (design.md, rules 1 to 8).
 * Pure: the same reports in any order give the same status, and input is not changed.
 */
export function deriveStatus(input: StatusInput): CrossingStatus {
  const { crossing, at, known } = input;
  const { override, overridesAfter } = overridesAt(
    listOverrides({ override: input.override ?? null, overridesAfter: input.overridesAfter }),
    at,
  );
  const reports = renewByNoChange(reportsKnown(input.reports, at, known));
  const statements = layOutStatements(reports, input.crossing.sides);
  const core = deriveCore(input, reports, statements);
  const dayBefore = addMs(at, -TREND_SPAN_MS);
  const before = deriveCore(
    { ...input, at: dayBefore, now: known === "now" ? input.now : dayBefore },
    reports,
    statements,
  );
  const recentFirst = recent(reports, at);
  const postures = derivePostures(recentFirst);
  const cause =
    core.lanes
      .filter((lane) => lane.value === "closed" || lane.value === "restricted")
      .map((lane) => (lane.basis === "announced" ? lane.announced : lane.observed).cause)
      .find((found) => found !== null) ?? null;
  return {
    crossingId: crossing.id,
    at,
    known,
    ...core,
    since: latestSince(core.lanes),
    cause,
    postures,
    outlooks: deriveOutlooks(recentFirst),
    expectedIntervalMinutes: crossing.expectedIntervalMinutes,
    alert: deriveAlert({ ...core, at, cause, postures, override }),
    override,
    overridesAfter,
    trend: deriveTrend(before, core),
    nextChangeAt: findNextChange(core, input, reports, statements),
  };
}
