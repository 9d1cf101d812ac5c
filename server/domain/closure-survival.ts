/**
 * How long closures last: the product-limit curve (Kaplan and Meier 1958) over the closures of a record, and what it
 * says of one that has reached a certain day. docs/closure-survival.md has the rules in full and how well they foretell.
 *
 * A closure whose end nobody wrote down, or that goes on, counts as "at least so long" (censored), never as ended.
 * Where the record is too thin for a median, nothing is estimated: what half of them are documented to have lasted is
 * said instead, and below five closures nothing at all.
 */
import type { Closure, ClosureEnd } from "./closure.ts";
import { closureLengthMs } from "./rank-closures.ts";
import { DAY_MS, isToTheDay, msBetween } from "./time.ts";

/** Of fewer closures nothing is said. */
export const LEAST_CASES = 5;
/** A median that rests on fewer known ends is not estimated: half of the least number of closures. */
const LEAST_ENDS = Math.ceil(LEAST_CASES / 2);
/**
 * A curve is not followed where fewer are left under observation.
 * Source: Pocock, Clayton, Altman, Lancet 359 (2002) 1686–1689: end it where 10–20 % are left; the stricter of the two.
 */
const LEAST_SHARE_AT_RISK = 0.2;
/** Shares are products of fractions: one half may come out a hair above it. */
const HALF = 0.5 + 1e-9;

export interface SurvivalCase {
  readonly lengthMs: number;
  /** Only `reopened` is a known end; the others lasted at least so long. */
  readonly end: ClosureEnd;
}

/**
 * A closure as a case of the curve. Its length is the documented one, which the page shows too. Of one that ended and
 * began in a vague month or year it is the middle between what is certain and what is possible; one that was already
 * so on its first day (`as_of`) began nobody knows when, so that its length is "at least".
 */
export function survivalCase(closure: Closure): SurvivalCase {
  const { from, fromAt, end } = closure;
  const lengthMs = closureLengthMs(closure);
  if (end !== "reopened") return { lengthMs, end };
  if (from.precision === "as_of") return { lengthMs, end: "lost_sight" };
  const isVague = !isToTheDay(from) && fromAt <= from.latestAt;
  return { lengthMs: lengthMs + (isVague ? msBetween(from.earliestAt, fromAt) / 2 : 0), end };
}

/** The curve at one length. */
export interface SurvivalPoint {
  readonly days: number;
  /** Lasted so long or longer, as far as is known. */
  readonly atRisk: number;
  /** Of those, the ones that ended then. */
  readonly ended: number;
  /** Of those, the ones of which no more is known. */
  readonly censored: number;
  /** Share that lasts longer than this, 0 to 1. */
  readonly share: number;
}

/**
 * The curve, shortest length first, one point for each length that occurs. Where both fall on one length, ends come
 * before what is only censored there.
 * Source: Kaplan and Meier, Journal of the American Statistical Association 53 (1958) 457–481.
 * @example lengths 1, 2, at least 2, 4 days: shares 3/4, 1/2, 0
 */
export function survivalCurve(cases: readonly SurvivalCase[]): SurvivalPoint[] {
  const byLength = Map.groupBy(cases, ({ lengthMs }) => lengthMs);
  let atRisk = cases.length;
  let share = 1;
  return [...byLength]
    .sort(([a], [b]) => a - b)
    .map(([lengthMs, all]) => {
      const ended = all.filter(({ end }) => end === "reopened").length;
      share *= 1 - ended / atRisk;
      const censored = all.length - ended;
      const point = { days: lengthMs / DAY_MS, atRisk, ended, censored, share };
      atRisk -= all.length;
      return point;
    });
}

/** What is said of a closure that has reached a day. */
export interface RemainingTime {
  /** Closures that reached that day and of which more is known. */
  readonly reached: number;
  /** Of those, the ones whose end is known. */
  readonly ended: number;
  /**
   * `estimated`: the curve's median. `at_least`: half of those that reached the day are documented to have lasted so
   * much longer; how much more is not known.
   */
  readonly basis: "estimated" | "at_least";
  /** Whole days from the beginning of that day on; 0: within that day. */
  readonly days: number;
}

/** The length by which half of the cases have ended; null where too few are left to tell. */
function medianDays(cases: readonly SurvivalCase[], counted: number): number | null {
  let ends = 0;
  for (const { days, atRisk, ended, share } of survivalCurve(cases)) {
    ends += ended;
    if (share > HALF) continue;
    return ends >= LEAST_ENDS && atRisk >= counted * LEAST_SHARE_AT_RISK ? days : null;
  }
  return null;
}

/**
 * How much longer half of the closures lasted that reached a day. Null: fewer than five are known, or nothing is known of
 * them beyond that day. One that goes on and is itself in that day tells nothing yet of what comes after it: it stays in
 * the curve, and is not counted.
 * @param day the first is day 1; a closure reaches day 31 when it has lasted more than 30 days
 * @example of six that ended after 31, 33, 40, 45, 60 and 90 days, on day 31: half lasted 10 more days (to 40)
 */
export function remainingAfter(cases: readonly SurvivalCase[], day: number): RemainingTime | null {
  const before = day - 1;
  const beyond = cases.filter(({ lengthMs }) => lengthMs > before * DAY_MS);
  const counted = beyond.filter(
    ({ lengthMs, end }) => end !== "ongoing" || lengthMs > day * DAY_MS,
  );
  if (counted.length < LEAST_CASES) return null;
  const ended = counted.filter(({ end }) => end === "reopened").length;
  const found = { reached: counted.length, ended };
  const median = medianDays(beyond, counted.length);
  if (median !== null) return { ...found, basis: "estimated", days: Math.floor(median - before) };
  const longestFirst = counted.map(({ lengthMs }) => lengthMs / DAY_MS).sort((a, b) => b - a);
  const days = Math.floor((longestFirst[Math.ceil(counted.length / 2) - 1] ?? before) - before);
  return days < 1 ? null : { ...found, basis: "at_least", days };
}
