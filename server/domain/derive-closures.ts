/**
 * Closures: the record of a crossing cut into episodes in which at least one lane is closed.
 * They never overlap; what lies between two of them is open, restricted or unknown.
 */
import type { LaneException } from "./claim.ts";
import type { Closure, ClosurePhase } from "./closure.ts";
import type { Crossing, LaneId } from "./crossing.ts";
import { deriveExceptions } from "./lane-state.ts";
import { layOutStatements } from "./lane-statement.ts";
import { type DecidedSegment, deriveTimeline, type TimelineSpan } from "./lane-timeline.ts";
import { renewByNoChange } from "./no-change.ts";
import { type PublishedReport, reportsKnown } from "./report.ts";
import { type ThinTracks, thinStatements } from "./thin-statements.ts";
import { type Instant, instantBound } from "./time.ts";

export interface ClosuresInput {
  readonly crossing: Crossing;
  readonly reports: readonly PublishedReport[];
  /** Closures that begin in `[from, to)`; one under way at `from` begins there. */
  readonly from: Instant;
  readonly to: Instant;
  readonly now: Instant;
}

interface LaneTimeline {
  readonly lane: LaneId;
  readonly tracks: ThinTracks;
  readonly segments: readonly DecidedSegment[];
}

const NO_TRACKS: ThinTracks = { announced: [], observed: [], seenOpenAt: [] };

/** One timeline per lane of the crossing, each covering the whole span. */
export function deriveTimelines(input: ClosuresInput): LaneTimeline[] {
  const statements = layOutStatements(
    renewByNoChange(reportsKnown(input.reports, input.now, "now")),
    input.crossing.sides,
  );
  const { now, crossing } = input;
  const options = { now, intervalMinutes: crossing.expectedIntervalMinutes };
  return layOutTimelines(thinStatements(statements, options), input);
}

/** The same from statements. */
export function layOutTimelines(
  statements: ReadonlyMap<LaneId, ThinTracks>,
  { crossing, from, to, now }: ClosuresInput,
): LaneTimeline[] {
  const span: TimelineSpan = { from, to, now, intervalMinutes: crossing.expectedIntervalMinutes };
  return crossing.lanes.map((lane) => {
    const tracks = statements.get(lane.id) ?? NO_TRACKS;
    return { lane: lane.id, tracks, segments: deriveTimeline(tracks, span) };
  });
}

/** Segments touch and are in order, so the one is found by halving. */
function segmentAt({ segments }: LaneTimeline, at: Instant): DecidedSegment | undefined {
  let [low, high] = [0, segments.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((segments[middle]?.toAt ?? at) <= at) low = middle + 1;
    else high = middle;
  }
  const found = segments[low];
  return found !== undefined && found.fromAt <= at ? found : undefined;
}

function lanesThatAre(timelines: readonly LaneTimeline[], at: Instant, value: string): LaneId[] {
  return timelines.filter((t) => segmentAt(t, at)?.value === value).map((t) => t.lane);
}

function exceptionsAt(
  timelines: readonly LaneTimeline[],
  at: Instant,
  input: ClosuresInput,
): LaneException[] {
  const view = {
    at,
    isHindsight: at < input.now,
    intervalMinutes: input.crossing.expectedIntervalMinutes,
  };
  const found = new Map<string, LaneException>();
  for (const { tracks } of timelines) {
    for (const exception of deriveExceptions(tracks.observed, view)) {
      const { class: name, direction, mode, state } = exception;
      if (state === "unknown") continue;
      found.set(`${name} ${direction} ${mode}`, { class: name, direction, mode, state });
    }
  }
  return [...found.values()];
}

function phaseOf(
  timelines: readonly LaneTimeline[],
  [fromAt, toAt]: readonly [Instant, Instant],
  input: ClosuresInput,
): ClosurePhase {
  const statements = timelines.map((t) => segmentAt(t, fromAt)?.statement ?? null);
  return {
    fromAt,
    toAt,
    closedLanes: lanesThatAre(timelines, fromAt, "closed"),
    openLanes: lanesThatAre(timelines, fromAt, "open"),
    restrictedLanes: lanesThatAre(timelines, fromAt, "restricted"),
    exceptions: exceptionsAt(timelines, fromAt, input),
    conditions: [...new Set(statements.flatMap((s) => s?.conditions ?? []))],
  };
}

/** Phases with the same lanes and exceptions are one phase: the record says it again, nothing changed. */
function mergePhases(phases: readonly ClosurePhase[]): ClosurePhase[] {
  const merged: ClosurePhase[] = [];
  const faceOf = ({ fromAt: _f, toAt: _t, ...face }: ClosurePhase) => JSON.stringify(face);
  for (const phase of phases) {
    const last = merged.at(-1);
    if (last !== undefined && faceOf(last) === faceOf(phase)) {
      merged[merged.length - 1] = { ...last, toAt: phase.toAt };
    } else merged.push(phase);
  }
  return merged;
}

function endOf(
  timelines: readonly LaneTimeline[],
  toAt: Instant,
  input: ClosuresInput,
): Closure["end"] {
  if (toAt >= input.to) return "ongoing";
  const moves = timelines.some((t) => {
    const value = segmentAt(t, toAt)?.value;
    return value === "open" || value === "restricted";
  });
  return moves ? "reopened" : "lost_sight";
}

const isSeenOpen = (segment: DecidedSegment | undefined): boolean =>
  segment?.value === "open" && segment.statement?.track === "observed";

/** The first instant in `[from, before)` at which the lane was seen open, again or for the first time. */
function seenOpenAt(timeline: LaneTimeline, from: Instant, before: Instant): Instant | null {
  const isWithin = (at: Instant) => at >= from && at < before;
  const began = timeline.segments.find((s) => isWithin(s.fromAt) && isSeenOpen(s))?.fromAt ?? null;
  const again = timeline.tracks.seenOpenAt.find(
    (at) => isWithin(at) && isSeenOpen(segmentAt(timeline, at)),
  );
  return again !== undefined && (began === null || again < began) ? again : began;
}

/** The first lane seen open from `toAt` on, if that was before the next closure began. */
function firstMovementAfter(
  timelines: readonly LaneTimeline[],
  toAt: Instant,
  before: Instant,
): Closure["firstMovement"] {
  let first: Closure["firstMovement"] = null;
  for (const timeline of timelines) {
    const at = seenOpenAt(timeline, toAt, before);
    if (at !== null && (first === null || at < first.at)) first = { at, lane: timeline.lane };
  }
  return first;
}

function toClosure(
  phases: readonly [ClosurePhase, ...ClosurePhase[]],
  timelines: readonly LaneTimeline[],
  input: ClosuresInput,
): Closure {
  const [first] = phases;
  const toAt = phases.at(-1)?.toAt ?? first.toAt;
  const opening = timelines
    .map((t) => segmentAt(t, first.fromAt))
    .find((segment) => segment?.value === "closed")?.statement;
  return {
    crossingId: input.crossing.id,
    from: opening?.since ?? instantBound(first.fromAt),
    fromAt: first.fromAt,
    toAt,
    end: endOf(timelines, toAt, input),
    cause: opening?.cause ?? null,
    lanes: input.crossing.lanes
      .map((lane) => lane.id)
      .filter((lane) => phases.some((phase) => phase.closedLanes.includes(lane))),
    phases: mergePhases(phases),
    firstMovement: null,
  };
}

/** The closures of a crossing in a span, oldest first, as known now. */
export const deriveClosures = (input: ClosuresInput): Closure[] =>
  cutClosures(deriveTimelines(input), input);

/** The same from timelines. */
export function cutClosures(timelines: readonly LaneTimeline[], input: ClosuresInput): Closure[] {
  const points = [...new Set(timelines.flatMap((t) => t.segments.map((s) => s.fromAt)))].sort();
  const closures: Closure[] = [];
  let run: ClosurePhase[] = [];
  const finish = () => {
    const [first, ...rest] = run;
    if (first !== undefined) closures.push(toClosure([first, ...rest], timelines, input));
    run = [];
  };
  for (const [i, fromAt] of points.entries()) {
    const phase = phaseOf(timelines, [fromAt, points[i + 1] ?? input.to], input);
    if (phase.closedLanes.length > 0) run.push(phase);
    else finish();
  }
  finish();
  return closures.map((closure, i) => ({
    ...closure,
    firstMovement: firstMovementAfter(timelines, closure.toAt, closures[i + 1]?.fromAt ?? input.to),
  }));
}
