import { setImmediate as othersFirst } from "node:timers/promises";

/** Instants looked at for one crossing, and for all together: some seconds of work at the very most. */
const MAX_LOOKS_EACH = 240;
const MIN_LOOKS_EACH = 24;
const MAX_LOOKS = 5_280;
/** Looks between which others are let in: some milliseconds of work. */
const LOOKS_AT_ONCE = 4;

/** At how many instants each of so many crossings may be looked at in a replay. */
export function looksEach(crossings: number): number {
  const share = Math.floor(MAX_LOOKS / Math.max(1, crossings));
  return Math.min(MAX_LOOKS_EACH, Math.max(MIN_LOOKS_EACH, share));
}

/**
 * Runs long work to its end, and lets others in every few steps: the process answers everybody else meanwhile.
 * @param stepsAtOnce between which nobody is let in; absent: for steps that each derive a status
 */
export async function runInTurns<Result>(
  work: Generator<void, Result>,
  stepsAtOnce = LOOKS_AT_ONCE,
): Promise<Result> {
  for (let steps = 1; ; steps += 1) {
    const { done, value } = work.next();
    if (done) return value;
    if (steps % stepsAtOnce === 0) await othersFirst();
  }
}
