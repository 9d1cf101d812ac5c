/** A status as time passes: what the browser shows of a copy it got earlier, by the rules that made it. */
import { deriveAlert } from "./alert.ts";
import { ageFigure } from "./figures.ts";
import {
  freshnessAt,
  isCurrent,
  isPostureCurrent,
  nextFreshnessChangeOf,
  POSTURE_WINDOW_MS,
} from "./freshness.ts";
import { deriveCondition, settleLane } from "./lane-choice.ts";
import { listOverrides, overridesAt } from "./override.ts";
import type { CrossingStatus, ExceptionStatus, LaneStatus, TrackState } from "./status.ts";
import { addMs, type Instant } from "./time.ts";

/** "Open until six" is no longer open at six, whether or not anybody says so. */
const hasEnded = ({ endsAt }: Pick<TrackState, "endsAt">, at: Instant): boolean =>
  endsAt !== null && at >= endsAt;

interface AgeView {
  readonly intervalMinutes: number;
  readonly at: Instant;
}

/** @param isPlanned it was announced with its own end, and stands until then whatever its age */
function ageTrack(
  track: TrackState,
  { intervalMinutes, at }: AgeView,
  isPlanned = false,
): TrackState {
  // A track whose last word has ended is silent, however late that end came.
  if (track.held === "unknown") return track;
  const freshness = freshnessAt(track.lastWordAt, intervalMinutes, at);
  return {
    ...track,
    freshness,
    recorded: false,
    value: (isPlanned || isCurrent(freshness)) && !hasEnded(track, at) ? track.held : "unknown",
  };
}

/** One lane as it reads at `at`, when nothing more has been heard of it. */
export function ageLane(lane: LaneStatus, intervalMinutes: number, at: Instant): LaneStatus {
  const settled = settleLane(
    ageTrack(lane.observed, { intervalMinutes, at }),
    ageTrack(lane.announced, { intervalMinutes, at }, lane.announced.endsAt !== null),
  );
  const { held, lastWordAt } =
    settled.observed.held === "unknown" ? settled.announced : settled.observed;
  const lastSeen =
    held === "unknown" || lastWordAt === null ? lane.lastSeen : { value: held, at: lastWordAt };
  return { ...lane, ...settled, lastSeen: settled.value === "unknown" ? lastSeen : null };
}

/** The next instant at which `ageStatus` itself would change something; null when it never will. */
function nextAgeing(
  aged: Pick<
    CrossingStatus,
    "lanes" | "exceptions" | "figures" | "postures" | "outlooks" | "override"
  >,
  intervalMinutes: number,
  at: Instant,
): Instant | null {
  const words = [
    ...aged.lanes.flatMap((lane) => [lane.observed.lastWordAt, lane.announced.lastWordAt]),
    ...aged.exceptions.map((exception) => exception.lastWordAt),
  ];
  const ends = aged.lanes.flatMap((lane) => [lane.observed.endsAt, lane.announced.endsAt]);
  const instants = [
    ...ends,
    nextFreshnessChangeOf(words, intervalMinutes, at),
    ...aged.figures.map((figure) => addMs(figure.expiresAt, 1)),
    ...[...aged.postures, ...aged.outlooks].map(({ asOf }) => addMs(asOf, POSTURE_WINDOW_MS + 1)),
    aged.override?.expiresAt ?? null,
  ];
  return instants.reduce<Instant | null>(
    (next, instant) =>
      instant !== null && instant > at && (next === null || instant < next) ? instant : next,
    null,
  );
}

/**
 * The status as it reads at `at`, later than its own instant, when nothing more has been heard: words grow
 * stale, a stale state and one that has ended become unknown, figures and postures leave their window. What only
 * a new word could tell (what comes after an end, trend) is left to it.
 */
export function ageStatus(status: CrossingStatus, at: Instant): CrossingStatus {
  const interval = status.expectedIntervalMinutes;
  const lanes = status.lanes.map((lane) => ageLane(lane, interval, at));
  const condition = deriveCondition(lanes);
  const freshness = freshnessAt(status.lastWordAt, interval, at);
  const exceptions = status.exceptions.map(
    (exception): ExceptionStatus =>
      isCurrent(freshnessAt(exception.lastWordAt, interval, at))
        ? exception
        : { ...exception, state: "unknown" },
  );
  const figures = status.figures.flatMap((figure) => ageFigure(figure, at) ?? []);
  const postures = status.postures.filter(({ asOf }) => isPostureCurrent(asOf, at));
  const outlooks = status.outlooks.filter(({ asOf }) => isPostureCurrent(asOf, at));
  const { override, overridesAfter } = overridesAt(listOverrides(status), at);
  return {
    ...status,
    at,
    condition,
    since: condition === status.condition ? status.since : null,
    lanes,
    exceptions,
    figures,
    postures,
    outlooks,
    freshness,
    override,
    overridesAfter,
    nextChangeAt: nextAgeing(
      { lanes, exceptions, figures, postures, outlooks, override },
      interval,
      at,
    ),
    alert: deriveAlert({
      ...status,
      at,
      condition,
      lanes,
      exceptions,
      figures,
      postures,
      freshness,
      override,
    }),
  };
}
