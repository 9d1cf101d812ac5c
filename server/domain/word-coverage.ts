/** How well a crossing is told of: how much of a span a current word covered, and how long words take to reach us. */
import { currentUntil } from "./freshness.ts";
import { type Instant, msBetween, toMs } from "./time.ts";

export interface CoverageSpan {
  readonly from: Instant;
  readonly to: Instant;
  /** The crossing's expected report interval, minutes. */
  readonly intervalMinutes: number;
}

/**
 * Share of a span, 0 to 1, in which the newest word was still current: no older than freshness allows.
 * @param seenAt when each word was seen, in any order, also before the span
 */
export function coveredShare(seenAt: readonly Instant[], span: CoverageSpan): number {
  const [fromMs, toAtMs] = [toMs(span.from), toMs(span.to)];
  if (toAtMs <= fromMs) return 0;
  let coveredMs = 0;
  let reachedMs = fromMs;
  for (const at of seenAt.toSorted()) {
    const startMs = Math.max(toMs(at), reachedMs);
    const endMs = Math.min(toMs(currentUntil(at, span.intervalMinutes)), toAtMs);
    if (endMs <= startMs) continue;
    coveredMs += endMs - startMs;
    reachedMs = endMs;
  }
  return coveredMs / (toAtMs - fromMs);
}

/**
 * The longest stretch of a span between two words that was longer than a word counts for: what was so before and after
 * it was seen by nobody in between. The span's beginning is a word, its end is none. Null: there was no such stretch.
 * @param seenAt when each word was seen, in any order, also outside of the span
 * @example closed since the 1st, said again on the 2nd and the 9th, a word a day expected: from the 2nd to the 9th
 */
export function longestSilence(
  seenAt: readonly Instant[],
  span: CoverageSpan,
): { from: Instant; to: Instant } | null {
  const words = seenAt.filter((at) => at > span.from && at <= span.to).toSorted();
  let longest: { from: Instant; to: Instant } | null = null;
  let before = span.from;
  for (const at of words) {
    const isSilent = at > currentUntil(before, span.intervalMinutes);
    const isLongest =
      longest === null || msBetween(before, at) > msBetween(longest.from, longest.to);
    if (isSilent && isLongest) longest = { from: before, to: at };
    before = at;
  }
  return longest;
}

export interface SeenAndReceived {
  readonly observedAt: Instant;
  readonly receivedAt: Instant;
}

/**
 * Median time from seeing to receiving, in milliseconds; of an even number the longer of the two in the middle. A clock
 * that ran ahead counts as no lag. Null: there is no word.
 */
export function medianLagMs(words: readonly SeenAndReceived[]): number | null {
  const lags = words
    .map(({ observedAt, receivedAt }) => Math.max(0, msBetween(observedAt, receivedAt)))
    .sort((a, b) => a - b);
  return lags[lags.length >>> 1] ?? null;
}
