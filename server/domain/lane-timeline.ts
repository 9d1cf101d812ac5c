/** A lane's states over a span, in hindsight: touching segments, each with what governed it. */
import type { State, Track } from "./claim.ts";
import { freshnessAt, isCurrent, nextFreshnessChangeAt } from "./freshness.ts";
import type { RibbonSegment } from "./history.ts";
import { chooseTrack } from "./lane-choice.ts";
import { findGoverning, type LaneView } from "./lane-governing.ts";
import { isCovered, isPlanned, lastWordAt } from "./lane-state.ts";
import type { LaneStatement } from "./lane-statement.ts";
import type { Instant } from "./time.ts";

export type LaneTracks = Readonly<Record<Track, readonly LaneStatement[]>>;

export interface TimelineSpan {
  readonly from: Instant;
  readonly to: Instant;
  /** The present; nothing after it is known. */
  readonly now: Instant;
  readonly intervalMinutes: number;
}

/** What one track says at an instant, in hindsight, without the trimmings of a status. */
function heldAt(statements: readonly LaneStatement[], view: LaneView): LaneStatement | null {
  const governing = findGoverning(statements, view);
  if (governing === null) return null;
  if (isPlanned(governing) || isCovered(governing, statements, view)) return governing;
  const word = lastWordAt(statements, governing, view);
  return isCurrent(freshnessAt(word, view.intervalMinutes, view.at)) ? governing : null;
}

/** The statement that decides a lane at an instant: what was seen, or a stricter announcement. */
export function decidingStatement(tracks: LaneTracks, view: LaneView): LaneStatement | null {
  const observed = heldAt(tracks.observed, view);
  const announced = heldAt(tracks.announced, view);
  const basis = chooseTrack(
    observed?.value ?? "unknown",
    announced?.value ?? "unknown",
    () =>
      announced !== null &&
      observed !== null &&
      lastWordAt(tracks.announced, announced, view) > lastWordAt(tracks.observed, observed, view),
  );
  return basis === "announced" ? announced : observed;
}

/** Every instant in the span at which a lane's state may change. */
function breakpoints(tracks: LaneTracks, span: TimelineSpan): Instant[] {
  const points = new Set<Instant>([span.from]);
  for (const statement of [...tracks.observed, ...tracks.announced]) {
    points.add(statement.startAt);
    points.add(statement.possibleFromAt);
    if (statement.endAt !== null) points.add(statement.endAt);
    if (statement.possibleUntilAt !== null) points.add(statement.possibleUntilAt);
    for (const word of [statement.startAt, statement.observedAt, statement.documentedUntilAt]) {
      if (word === null) continue;
      points.add(word);
      let lapse: Instant | null = word;
      for (let step = 0; step < 2 && lapse !== null; step += 1) {
        lapse = nextFreshnessChangeAt(word, span.intervalMinutes, lapse);
        if (lapse !== null) points.add(lapse);
      }
    }
  }
  return [...points].filter((at) => at >= span.from && at < span.to).sort();
}

export interface DecidedSegment extends RibbonSegment {
  readonly statement: LaneStatement | null;
}

/** Touching segments over `[from, to)`, merged where neither value nor deciding statement changes. */
export function deriveTimeline(tracks: LaneTracks, span: TimelineSpan): DecidedSegment[] {
  const points = breakpoints(tracks, span);
  const segments: {
    fromAt: Instant;
    toAt: Instant;
    value: State;
    statement: LaneStatement | null;
  }[] = [];
  for (const [i, fromAt] of points.entries()) {
    const statement = decidingStatement(tracks, {
      at: fromAt,
      isHindsight: fromAt < span.now,
      intervalMinutes: span.intervalMinutes,
    });
    const value = statement?.value ?? "unknown";
    const toAt = points[i + 1] ?? span.to;
    const last = segments.at(-1);
    if (last !== undefined && last.value === value && last.statement === statement)
      last.toAt = toAt;
    else segments.push({ fromAt, toAt, value, statement });
  }
  return segments;
}

/** The segments as a ribbon draws them: only the value counts. */
export function toRibbon(segments: readonly DecidedSegment[]): RibbonSegment[] {
  const merged: { fromAt: Instant; toAt: Instant; value: State }[] = [];
  for (const { fromAt, toAt, value } of segments) {
    const last = merged.at(-1);
    if (last !== undefined && last.value === value) last.toAt = toAt;
    else merged.push({ fromAt, toAt, value });
  }
  return merged;
}
