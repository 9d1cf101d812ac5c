/** Age: how long ago, in the one unit that a person would say. */
import { DAY_MS, HOUR_MS, type Instant, MINUTE_MS, msBetween } from "#server/domain/time.ts";

/** Mean lengths; ages are words, not arithmetic. */
const MONTH_MS = 30.44 * DAY_MS;
const YEAR_MS = 365.25 * DAY_MS;
/** A unit is used until two of the next one have passed, so that "25 h ago" does not become "1 d ago". */
const UNTIL = {
  minutes: 2 * HOUR_MS,
  hours: 2 * DAY_MS,
  days: 60 * DAY_MS,
  months: 2 * YEAR_MS,
} as const;

export interface Age {
  readonly unit: "now" | "minutes" | "hours" | "days" | "months" | "years";
  readonly count: number;
}

/** Age at `now` of something at `at`. Less than a minute, or a clock that runs behind, is `now`. */
export function ageOf(at: Instant, now: Instant): Age {
  const ms = msBetween(at, now);
  if (ms < MINUTE_MS) return { unit: "now", count: 0 };
  if (ms < UNTIL.minutes) return { unit: "minutes", count: Math.floor(ms / MINUTE_MS) };
  if (ms < UNTIL.hours) return { unit: "hours", count: Math.floor(ms / HOUR_MS) };
  if (ms < UNTIL.days) return { unit: "days", count: Math.floor(ms / DAY_MS) };
  if (ms < UNTIL.months) return { unit: "months", count: Math.floor(ms / MONTH_MS) };
  return { unit: "years", count: Math.floor(ms / YEAR_MS) };
}
