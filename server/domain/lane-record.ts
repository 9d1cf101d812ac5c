/**
 * What the record says of one lane over a span: how much of it the lane was open, and how often and how long it was
 * closed. Hours of which nothing is known are neither open nor closed; how many are known stands beside each share.
 */
import type { RibbonSegment } from "./history.ts";
import { type Instant, MINUTE_MS, msBetween, toMs } from "./time.ts";

export interface OpenShare {
  /** Minutes of the span in which the lane was open, and in which its state is known at all. */
  readonly openMinutes: number;
  readonly knownMinutes: number;
  readonly totalMinutes: number;
}

interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

const overlapMs = (segment: RibbonSegment, { from, to }: Span): number =>
  Math.max(0, Math.min(toMs(segment.toAt), toMs(to)) - Math.max(toMs(segment.fromAt), toMs(from)));

/** @param segments of one lane, none overlapping another; what they do not cover is not known */
export function openShare(segments: readonly RibbonSegment[], span: Span): OpenShare {
  const sum = (isCounted: (segment: RibbonSegment) => boolean) =>
    segments.filter(isCounted).reduce((ms, segment) => ms + overlapMs(segment, span), 0) /
    MINUTE_MS;
  return {
    openMinutes: sum(({ value }) => value === "open"),
    knownMinutes: sum(({ value }) => value !== "unknown"),
    totalMinutes: msBetween(span.from, span.to) / MINUTE_MS,
  };
}

/** A length as well as it is known. */
export interface KnownLength {
  readonly minutes: number;
  /** It goes on, or its end is not known, so that in truth it may be longer. */
  readonly isAtLeast: boolean;
}

export interface LaneClosures {
  readonly times: number;
  /** Both null: there was none. */
  readonly median: KnownLength | null;
  readonly longest: KnownLength | null;
}

interface Run {
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly isEndKnown: boolean;
}

/** Unbroken stretches in which the lane was closed. */
function closedRuns(segments: readonly RibbonSegment[]): Run[] {
  const runs: Run[] = [];
  for (const [i, { fromAt, toAt, value }] of segments.entries()) {
    if (value !== "closed") continue;
    const next = segments[i + 1];
    const isEndKnown = next !== undefined && next.value !== "unknown" && next.fromAt === toAt;
    const before = runs.at(-1);
    if (before?.toAt === fromAt) runs[runs.length - 1] = { ...before, toAt, isEndKnown };
    else runs.push({ fromAt, toAt, isEndKnown });
  }
  return runs;
}

/**
 * Closures of a lane that reach into a span, each with its whole length, also where it began before.
 * The median of an even number is the mean of the two in the middle.
 * @param segments of one lane, oldest first, also from before the span
 * @example closed for 1 day, 3 days, and 2 days up to now: 3 times, median at least 2 days, longest at least 3 days
 */
export function laneClosures(segments: readonly RibbonSegment[], { from, to }: Span): LaneClosures {
  const lengths = closedRuns(segments)
    .filter((run) => run.toAt > from && run.fromAt < to)
    .map((run) => ({
      minutes: msBetween(run.fromAt, run.toAt) / MINUTE_MS,
      isAtLeast: !run.isEndKnown,
    }))
    .sort((a, b) => a.minutes - b.minutes);
  const upper = lengths[lengths.length >>> 1];
  const longest = lengths.at(-1);
  if (upper === undefined || longest === undefined)
    return { times: 0, median: null, longest: null };
  const lower = lengths.length % 2 === 1 ? upper : (lengths[(lengths.length >>> 1) - 1] ?? upper);
  const minutes = (lower.minutes + upper.minutes) / 2;
  return {
    times: lengths.length,
    median: {
      minutes,
      // One that in truth is longer would move the middle only if it does not lie above it already.
      isAtLeast: lengths.some((one) => one.isAtLeast && one.minutes <= upper.minutes),
    },
    longest: { minutes: longest.minutes, isAtLeast: lengths.some((one) => one.isAtLeast) },
  };
}
