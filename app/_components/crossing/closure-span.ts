/** From, to and how long of a closure, in words that are no more exact than what is known. */
import type { Closure } from "#server/domain/closure.ts";
import { addMs, DAY_MS, HOUR_MS, isToTheDay } from "#server/domain/time.ts";

/** Mean lengths; durations are words, not arithmetic. */
const MONTH_MS = 30.44 * DAY_MS;
const YEAR_MS = 365.25 * DAY_MS;

export interface Duration {
  readonly unit: "hours" | "days" | "months" | "years";
  /** At least 1. */
  readonly count: number;
}

/** A length in the one unit that a person would say: a unit is used until two (of days: 90) have passed. */
export function durationOf(ms: number): Duration {
  const whole = (unitMs: number) => Math.max(1, Math.round(ms / unitMs));
  if (ms < 2 * DAY_MS) return { unit: "hours", count: whole(HOUR_MS) };
  if (ms < 90 * DAY_MS) return { unit: "days", count: whole(DAY_MS) };
  if (ms < 2 * YEAR_MS) return { unit: "months", count: whole(MONTH_MS) };
  return { unit: "years", count: whole(YEAR_MS) };
}

export type DurationKind = "exact" | "about" | "atLeast" | "soFar";

/** How a closure's duration is to be read. */
export function durationKind(closure: Pick<Closure, "from" | "end">): DurationKind {
  if (closure.end === "lost_sight") return "atLeast";
  if (closure.end === "ongoing") return "soFar";
  return isToTheDay(closure.from) && closure.from.precision !== "as_of" ? "exact" : "about";
}

/** The last instant at which an interval that ends before `toAt` was still so: its day is the last documented day. */
export const lastInstant = (toAt: string): string => addMs(toAt, -1);
