/** Closures of one crossing compared by how long they lasted: the newest against all before it. */
import type { Closure } from "./closure.ts";
import { DAY_MS, msBetween } from "./time.ts";

export interface ClosureRank {
  /** The newest: one that goes on, or the last there was. */
  readonly closure: Closure;
  /** Days begun since it began, the first being day 1; of one that is over: how many it took. */
  readonly day: number;
  /** Closures that began before it. */
  readonly earlier: number;
  /** Of those, the ones that surely lasted longer. */
  readonly longer: number;
  /** Of those, the ones of which it can't be said: nobody wrote down their end, and it was not longer until then. */
  readonly unsure: number;
}

/** How long a closure lasted; as far as it is documented when its end is not known. */
export const closureLengthMs = (closure: Pick<Closure, "fromAt" | "toAt">): number =>
  msBetween(closure.fromAt, closure.toAt);

/** Longest first; of equal length the newer first. */
export function byLength(closures: readonly Closure[]): Closure[] {
  return closures.toSorted(
    (a, b) => closureLengthMs(b) - closureLengthMs(a) || (a.fromAt < b.fromAt ? 1 : -1),
  );
}

/**
 * Where the newest closure stands among all of its crossing. Null: there is none.
 * A closure whose end is not known counts as longer once its documented part is longer, and never as shorter.
 * @example Torkham on 11 Nov 2025: day 31; of 26 earlier ones 2 lasted longer (2017: 33 days, 2020: 53)
 */
export function rankClosures(closures: readonly Closure[]): ClosureRank | null {
  const [newest, ...earlier] = closures.toSorted((a, b) => (a.fromAt < b.fromAt ? 1 : -1));
  if (newest === undefined) return null;
  const lengthMs = closureLengthMs(newest);
  const longer = earlier.filter((closure) => closureLengthMs(closure) > lengthMs);
  const unsure = earlier.filter(
    (closure) => closure.end === "lost_sight" && closureLengthMs(closure) <= lengthMs,
  );
  const begun =
    newest.end === "ongoing" ? Math.floor(lengthMs / DAY_MS) + 1 : Math.round(lengthMs / DAY_MS);
  return {
    closure: newest,
    day: Math.max(1, begun),
    earlier: earlier.length,
    longer: longer.length,
    unsure: unsure.length,
  };
}
