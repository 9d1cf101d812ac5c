/** Days of the calendar as numbers since 1970-01-01 and as text, and a span of them cut into equal runs. */
import { DAY_MS, type Instant, toMs } from "./time.ts";
import { wallInstant, wallTime } from "./wall-time.ts";

/** A chart or a list never has more of them; a longer span has runs of several days. design.md, "Budgets". */
export const MAX_DAYS = 400;

/** `2025-10-12` of a day number. */
export const dayText = (day: number): string => new Date(day * DAY_MS).toISOString().slice(0, 10);

/** The number of a day, null when the text is none (`2025-02-31`). */
export function parseDay(text: string): number | null {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return null;
  const day = Date.parse(`${text}T00:00:00Z`) / DAY_MS;
  return Number.isInteger(day) && dayText(day) === text ? day : null;
}

/** The day that a clock at the crossing shows at an instant. */
export const localDay = (at: Instant, zone: string): number => wallTime(at, zone).day;

/** The instant at which a local day begins. */
export const dayStart = (day: number, zone: string): Instant =>
  wallInstant({ day, ofDayMs: 0 }, zone);

export interface DayRuns {
  /** Days in a run: 1 up to `MAX_DAYS` days. */
  readonly runDays: number;
  /** First day of each run, oldest first. */
  readonly firsts: readonly number[];
  /** The last day of the last run. */
  readonly last: number;
}

/**
 * The local days that `[from, to]` touches, in runs of equal length, few enough to be drawn.
 * A span upside down is turned round: it names the same days.
 * @example 2011 to 2026: runs of 14 days
 */
export function dayRuns(
  span: { readonly from: Instant; readonly to: Instant },
  zone: string,
): DayRuns {
  const [from, to] = toMs(span.from) <= toMs(span.to) ? [span.from, span.to] : [span.to, span.from];
  const first = localDay(from, zone);
  const last = localDay(to, zone);
  const runDays = Math.ceil((last - first + 1) / MAX_DAYS);
  const count = Math.ceil((last - first + 1) / runDays);
  return { runDays, firsts: Array.from({ length: count }, (_, i) => first + i * runDays), last };
}
