/** graphile-worker waits e seconds to the power of the attempts made before it tries again, of ten at most. */
const MOST_COUNTED = 10;

/**
 * How many attempts a job needs so that the last comes no sooner than so long after the first.
 * @example attemptsThrough(24 * 3_600_000) // 14: the waits before the last are 28 hours, of one less 22
 */
export function attemptsThrough(spanMs: number): number {
  let waitedMs = 0;
  let attempts = 1;
  while (waitedMs < spanMs) {
    waitedMs += Math.exp(Math.min(attempts, MOST_COUNTED)) * 1_000;
    attempts += 1;
  }
  return attempts;
}
