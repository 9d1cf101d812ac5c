/**
 * Lane statements: every state claim laid out per lane and track with the interval in which it certainly holds.
 *
 * A date known only to the month or year is certain to have begun at its interval's end, or when its report
 * was received, if that was earlier; it may have begun from the interval's start on (`possibleFromAt`).
 * An end is certain not to have come before its interval's start. A claim that is nowhere certain
 * ("closed some hours in 2023") keeps `startAt === endAt`: it says nothing of any one instant, but an open
 * regime is no longer vouched for once it may have begun.
 */
import {
  type Cause,
  type ClaimableState,
  type LaneException,
  type StateClaim,
  strictness,
  type Track,
} from "./claim.ts";
import type { LaneId, Side, SourceLink } from "./crossing.ts";
import { giveWay, isOfHours } from "./regular-hours.ts";
import type { PublishedReport } from "./report.ts";
import type { Source } from "./source.ts";
import {
  addMs,
  DAY_MS,
  type Instant,
  instantBound,
  isToTheDay,
  laterOf,
  type TimeBound,
} from "./time.ts";
import { wallTime } from "./wall-time.ts";

type Sides = readonly Pick<Side, "zone">[];

export interface LaneStatement {
  readonly reportId: string;
  readonly source: Source;
  readonly links: readonly SourceLink[];
  readonly observedAt: Instant;
  readonly lane: LaneId;
  readonly track: Track;
  readonly value: ClaimableState;
  readonly since: TimeBound;
  /** Certain from here, … */
  readonly startAt: Instant;
  readonly possibleFromAt: Instant;
  /** Surely over from here on, however little is known of its end; null when that is not known. */
  readonly possibleUntilAt: Instant | null;
  /** … to here (exclusive); null: until the next statement about the lane. */
  readonly endAt: Instant | null;
  /** It was said to hold until the next claim, also where an announcement has ended it since. */
  readonly isUntilNext: boolean;
  /** Opening hours: they give way to whatever else is announced (regular-hours.ts). */
  readonly isHours: boolean;
  /** The last moment it was said to hold; null when its end was not given. Of an end that is a day, the day's last one. */
  readonly lastSaidAt: Instant | null;
  /** The same, where it is vouched for without a known end ("still so on 27 February"); null when not said. */
  readonly documentedUntilAt: Instant | null;
  readonly exceptions: readonly LaneException[];
  readonly cause: Cause | null;
  readonly conditions: readonly string[];
  readonly expectedReopeningAt: Instant | null;
}

function certainStart(since: TimeBound, receivedAt: Instant): Instant {
  if (isToTheDay(since)) return since.earliestAt;
  // Whoever reports it as happened, reports it after it happened: certain from the day of the report.
  const reportedOn = `${receivedAt.slice(0, 10)}T00:00:00.000Z`;
  const isNarrowed = reportedOn > since.earliestAt && reportedOn < since.latestAt;
  return isNarrowed ? reportedOn : since.latestAt;
}

function certainEnd(claim: StateClaim, startAt: Instant): Instant | null {
  const { hold } = claim;
  if (hold.kind === "next") return null;
  const { bound } = hold;
  if (!isToTheDay(bound)) return laterOf(startAt, bound.earliestAt);
  // A reopening on a day ends the closure as that day begins; every other end still covers its last day.
  const endsWithItsDay =
    hold.kind === "documented" || (hold.basis !== "reopened" && hold.basis !== "partly_reopened");
  return laterOf(startAt, endsWithItsDay ? bound.latestAt : bound.earliestAt);
}

/**
 * An interval's end is the first instant that is no part of it: who says "until 27 February" says nothing of the 28th.
 * The last moment of such a day is one that is on it by the clocks of both sides.
 */
function lastMoment(
  { hold }: StateClaim,
  startAt: Instant,
  endAt: Instant | null,
  sides: Sides,
): Instant | null {
  if (hold.kind === "next" || endAt === null) return null;
  if (hold.bound.earliestAt === hold.bound.latestAt) return laterOf(startAt, endAt);
  const intoNextDay = sides
    .map(({ zone }) => wallTime(endAt, zone).ofDayMs)
    .filter((ms) => ms < DAY_MS / 2);
  return laterOf(startAt, addMs(endAt, -Math.max(0, ...intoNextDay) - 1));
}

function statementsOf(report: PublishedReport, claim: StateClaim, sides: Sides): LaneStatement[] {
  const since = claim.since ?? instantBound(report.observedAt);
  const startAt = certainStart(since, report.receivedAt);
  const endAt = certainEnd(claim, startAt);
  const lastSaidAt = lastMoment(claim, startAt, endAt, sides);
  return claim.lanes.flatMap((lane) => {
    const whole: LaneStatement = {
      reportId: report.id,
      source: report.source,
      links: report.links,
      observedAt: report.observedAt,
      lane,
      track: claim.track,
      value: claim.value,
      since,
      startAt,
      possibleFromAt: since.earliestAt,
      possibleUntilAt:
        claim.hold.kind === "until" ? laterOf(startAt, claim.hold.bound.latestAt) : null,
      endAt,
      isUntilNext: claim.hold.kind === "next",
      isHours: isOfHours(claim),
      lastSaidAt,
      documentedUntilAt: claim.hold.kind === "documented" ? lastSaidAt : null,
      exceptions: claim.exceptions,
      cause: claim.cause,
      conditions: claim.conditions,
      expectedReopeningAt: claim.expectedReopeningAt,
    };
    return splitAtObservation(whole);
  });
}

interface LaidOut {
  readonly sides: Sides;
  readonly statements: readonly LaneStatement[];
}

/** A replay looks at the same reports hundreds of times, and where a day ends by two clocks is dear to work out. */
const laidOut = new WeakMap<PublishedReport, LaidOut>();

function statementsOfReport(report: PublishedReport, sides: Sides): readonly LaneStatement[] {
  const known = laidOut.get(report);
  if (known?.sides === sides) return known.statements;
  const statements = report.claims.flatMap((claim) =>
    claim.kind === "state" ? statementsOf(report, claim, sides) : [],
  );
  laidOut.set(report, { sides, statements });
  return statements;
}

/**
 * "Closed since eight", said at noon, is two words: that it was closed from eight on, and that it is closed at
 * noon. The second is the newer one, whatever others saw in between.
 */
function splitAtObservation(whole: LaneStatement): LaneStatement[] {
  const { startAt, endAt, observedAt, lastSaidAt } = whole;
  if (observedAt <= startAt || (endAt !== null && endAt <= observedAt)) return [whole];
  return [
    {
      ...whole,
      endAt: observedAt,
      possibleUntilAt: observedAt,
      isUntilNext: false,
      lastSaidAt: observedAt,
      documentedUntilAt: null,
    },
    {
      ...whole,
      startAt: observedAt,
      possibleFromAt: observedAt,
      lastSaidAt: lastSaidAt === null ? null : laterOf(observedAt, lastSaidAt),
    },
  ];
}

const FOREVER = "9999-12-31T23:59:59.999Z";

/**
 * Newest first. Equal starts are settled by what is said, never by when it arrived: the stricter state,
 * then the longer hold, then the report's id.
 */
function compareStatements(a: LaneStatement, b: LaneStatement): number {
  if (a.startAt !== b.startAt) return a.startAt < b.startAt ? 1 : -1;
  if (a.value !== b.value) return strictness(b.value) - strictness(a.value);
  const aEnd = a.endAt ?? FOREVER;
  const bEnd = b.endAt ?? FOREVER;
  if (aEnd !== bEnd) return aEnd < bEnd ? 1 : -1;
  if (a.observedAt !== b.observedAt) return a.observedAt < b.observedAt ? 1 : -1;
  return a.reportId < b.reportId ? 1 : a.reportId > b.reportId ? -1 : 0;
}

export type StatementsByLane = ReadonlyMap<
  LaneId,
  Readonly<Record<Track, readonly LaneStatement[]>>
>;

/**
 * Every statement of the reports by lane and track, newest first.
 * @param sides those of the crossing, by whose clocks days end
 */
export function layOutStatements(
  reports: readonly PublishedReport[],
  sides: Sides,
): StatementsByLane {
  const byLane = new Map<LaneId, Record<Track, LaneStatement[]>>();
  for (const report of reports) {
    for (const statement of statementsOfReport(report, sides)) {
      const tracks = byLane.get(statement.lane) ?? { announced: [], observed: [] };
      tracks[statement.track].push(statement);
      byLane.set(statement.lane, tracks);
    }
  }
  for (const tracks of byLane.values()) {
    tracks.announced = giveWay(tracks.announced).sort(compareStatements);
    tracks.observed = endByAnnouncement(tracks).sort(compareStatements);
  }
  return byLane;
}

/**
 * An open seen "until the next claim" ends where a later announcement says otherwise: once that has passed,
 * somebody must see the lane open again.
 */
function endByAnnouncement(tracks: Readonly<Record<Track, LaneStatement[]>>): LaneStatement[] {
  const stricter = tracks.announced
    .filter((s) => s.value !== "open" && s.startAt !== s.endAt)
    .map((s) => s.startAt)
    .sort();
  return tracks.observed.map((statement) => {
    if (statement.value !== "open" || statement.endAt !== null) return statement;
    const endAt = stricter.find((startAt) => startAt > statement.startAt);
    return endAt === undefined
      ? statement
      : { ...statement, endAt, possibleUntilAt: endAt, lastSaidAt: endAt };
  });
}
