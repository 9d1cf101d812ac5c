/**
 * What the live stream says: statuses without the evidence behind them, so that all of them can be sent to everybody.
 * The shape stays that of a status, and the same functions age and show it; `said`, `claims` and links are empty.
 * Whoever wants to know who said so asks for the crossing itself.
 */
import type {
  Attribution,
  CrossingStatus,
  Figure,
  LaneStatus,
  OutlookStatus,
  PostureStatus,
  TrackState,
} from "./status.ts";

/** The data of `event: snapshot`: every crossing, as of one version of the snapshot. */
export interface LiveSnapshot {
  readonly version: number;
  readonly crossings: readonly CrossingStatus[];
}

/** The data of `event: crossing`: one crossing as it now is. */
export interface LiveChange {
  readonly version: number;
  readonly crossing: CrossingStatus;
}

function bareTrack(track: TrackState): TrackState {
  return { ...track, said: [] };
}

function bareLane(lane: LaneStatus): LaneStatus {
  return { ...lane, observed: bareTrack(lane.observed), announced: bareTrack(lane.announced) };
}

function bareFigure(figure: Figure): Figure {
  return { ...figure, claims: [] };
}

function bareSaid<T extends PostureStatus | OutlookStatus>(item: T): T & { said: Attribution } {
  return { ...item, said: { ...item.said, links: [] } };
}

/** A status as the live stream sends it. Fields are listed, so that one added to a status stays out by default. */
export function liveStatus(status: CrossingStatus): CrossingStatus {
  return {
    crossingId: status.crossingId,
    at: status.at,
    known: status.known,
    condition: status.condition,
    since: status.since,
    cause: status.cause,
    lanes: status.lanes.map(bareLane),
    exceptions: status.exceptions,
    figures: status.figures.map(bareFigure),
    postures: status.postures.map(bareSaid),
    outlooks: status.outlooks.map(bareSaid),
    freshness: status.freshness,
    lastWordAt: status.lastWordAt,
    expectedIntervalMinutes: status.expectedIntervalMinutes,
    alert: status.alert,
    override: status.override,
    trend: status.trend,
    nextChangeAt: status.nextChangeAt,
  };
}
