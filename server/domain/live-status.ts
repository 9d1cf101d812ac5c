/**
 * What the live stream says of a crossing: its status without the claims behind it, small enough to send to
 * everybody at each change. Whoever wants to know who said so asks for the crossing itself.
 */
import type { Cause, State } from "./claim.ts";
import { type ClaimDifference, differenceOf } from "./claim-difference.ts";
import type { CrossingId, LaneId } from "./crossing.ts";
import type { Freshness } from "./freshness.ts";
import { listOverrides } from "./override.ts";
import type {
  Alert,
  AlertOverride,
  Condition,
  CrossingStatus,
  ExceptionStatus,
  Figure,
  LaneBasis,
  LaneStatus,
  PostureStatus,
  Trend,
} from "./status.ts";
import type { Instant, TimeBound } from "./time.ts";

export interface LiveLane {
  readonly lane: LaneId;
  readonly value: State;
  readonly basis: LaneBasis;
  readonly recorded: boolean;
  readonly since: TimeBound | null;
  readonly freshness: Freshness;
  readonly lastWordAt: Instant | null;
  readonly endsAt: Instant | null;
  readonly lastSeen: LaneStatus["lastSeen"];
  readonly gap: boolean;
  readonly contested: boolean;
}

export interface LiveFigure extends Omit<Figure, "claims" | "bestRule"> {
  /** How far apart the claims behind it lie; left out where there were none to compare (replay). */
  readonly difference?: ClaimDifference;
}
export type LivePosture = Omit<PostureStatus, "said">;

export interface LiveStatus {
  readonly crossingId: CrossingId;
  readonly at: Instant;
  readonly condition: Condition;
  readonly since: TimeBound | null;
  readonly cause: Cause | null;
  readonly lanes: readonly LiveLane[];
  readonly exceptions: readonly ExceptionStatus[];
  readonly figures: readonly LiveFigure[];
  readonly postures: readonly LivePosture[];
  readonly freshness: Freshness;
  readonly lastWordAt: Instant | null;
  readonly expectedIntervalMinutes: number;
  readonly alert: Alert;
  /** Levels that people have set, the one that counts first; absent: none. */
  readonly overrides?: readonly AlertOverride[];
  readonly trend: Trend;
  readonly nextChangeAt: Instant | null;
}

/** The data of `event: snapshot`: every crossing, as of one version of the snapshot. */
export interface LiveSnapshot {
  readonly version: number;
  readonly series: string;
  readonly crossings: readonly LiveStatus[];
}

/** The data of `event: beat`: what time it is at the server, in milliseconds since 1970. */
export interface LiveBeat {
  readonly nowMs: number;
}

/** Which snapshot somebody holds: of which process, at which version. */
export type LiveHeld = Pick<LiveSnapshot, "series" | "version">;

/** Where these are equal, nothing has changed. */
export const liveMark = ({ series, version }: LiveHeld): string => `${series}.${version}`;

/** The data of `event: crossing`: one crossing as it now is. */
export interface LiveChange {
  readonly version: number;
  readonly crossing: LiveStatus;
}

function liveLane(lane: LaneStatus): LiveLane {
  const { value, basis, recorded, since, freshness, lastWordAt, endsAt, lastSeen, gap, contested } =
    lane;
  const id = lane.lane;
  return {
    lane: id,
    value,
    basis,
    recorded,
    since,
    freshness,
    lastWordAt,
    endsAt,
    lastSeen,
    gap,
    contested,
  };
}

function liveFigure({ claims, bestRule: _bestRule, ...figure }: Figure): LiveFigure {
  return { ...figure, difference: differenceOf(claims) };
}

/** The live form of a status: a list of public fields, so that a field added to a status stays out by default. */
export function liveStatus(status: CrossingStatus): LiveStatus {
  return {
    crossingId: status.crossingId,
    at: status.at,
    condition: status.condition,
    since: status.since,
    cause: status.cause,
    lanes: status.lanes.map(liveLane),
    exceptions: status.exceptions,
    figures: status.figures.map(liveFigure),
    postures: status.postures.map(({ side, value, asOf }) => ({ side, value, asOf })),
    freshness: status.freshness,
    lastWordAt: status.lastWordAt,
    expectedIntervalMinutes: status.expectedIntervalMinutes,
    alert: status.alert,
    ...(status.override === null ? {} : { overrides: listOverrides(status) }),
    trend: status.trend,
    nextChangeAt: status.nextChangeAt,
  };
}
