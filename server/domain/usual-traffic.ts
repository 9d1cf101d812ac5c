/**
 * Crossings per day against what is usual. The printed rule: usual for a day is the median of the same weekday in
 * the 8 weeks before it; with fewer than 4 such days on record nothing is called usual.
 */
import { type DayRuns, dayText } from "./calendar-day.ts";

/** How far back "usual" looks. */
export const USUAL_WEEKS = 8;
/** Fewer values tell nothing: a median of three is one of them. */
export const USUAL_LEAST_VALUES = 4;
const WEEK_DAYS = 7;

/** What was said of one local day; `high` null: no upper bound. */
export interface DayCount {
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly low: number;
  readonly best: number | null;
  readonly high: number | null;
}

export interface UsualCount {
  /** Median of the lows and of the highs; `high` null: half of them had no upper bound. */
  readonly low: number;
  readonly high: number | null;
  /** Days that it is made of. */
  readonly values: number;
}

export type Comparison = "below" | "usual" | "above";

/** Middle value; of an even number the mean of the two in the middle, as a whole number. */
function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >>> 1;
  const upper = sorted[middle] ?? 0;
  if (sorted.length % 2 === 1) return upper;
  const lower = sorted[middle - 1] ?? upper;
  return Number.isFinite(upper) ? Math.round((lower + upper) / 2) : upper;
}

/**
 * What is usual for a day; null when too little is on record.
 * @param counts by day number; at most one for each day
 */
export function usualFor(day: number, counts: ReadonlyMap<number, DayCount>): UsualCount | null {
  const weeks = Array.from({ length: USUAL_WEEKS }, (_, i) => day - (i + 1) * WEEK_DAYS);
  const before = weeks.flatMap((earlier) => counts.get(earlier) ?? []);
  if (before.length < USUAL_LEAST_VALUES) return null;
  const high = median(before.map((count) => count.high ?? Number.POSITIVE_INFINITY));
  return {
    low: median(before.map((count) => count.low)),
    high: Number.isFinite(high) ? high : null,
    values: before.length,
  };
}

/** Below or above only when the ranges do not touch; everything else is as usual. */
export function compareWithUsual(count: DayCount, usual: UsualCount): Comparison {
  if (count.high !== null && count.high < usual.low) return "below";
  return usual.high !== null && count.low > usual.high ? "above" : "usual";
}

export interface TrafficDay {
  /** `2025-10-12`; of a run of days the first. */
  readonly on: string;
  /** All three null: nothing was said, which is a gap and not a zero. */
  readonly low: number | null;
  readonly best: number | null;
  readonly high: number | null;
  /** Null: nothing can be called usual, or the run is longer than a day. */
  readonly usual: UsualCount | null;
  readonly comparison: Comparison | null;
}

export const TRAFFIC_METRICS = ["people_crossed_24h", "trucks_crossed_24h"] as const;
export type TrafficMetric = (typeof TRAFFIC_METRICS)[number];

export interface Traffic {
  readonly metric: TrafficMetric;
  /** IANA zone in which its days begin. */
  readonly zone: string;
  /** Days in each entry: 1 up to 400 days, more for a longer span. */
  readonly runDays: number;
  /** Oldest first; a day of which nothing was said is there and empty. */
  readonly days: readonly TrafficDay[];
  /** Who said it, in alphabetical order, at most twelve. */
  readonly sources: readonly string[];
}

/** Everything that was said in a run of several days: its range, and no best number. */
function spanOf(counts: readonly DayCount[]): Omit<DayCount, "day"> | null {
  if (counts.length === 0) return null;
  const isOpen = counts.some(({ high }) => high === null);
  return {
    low: Math.min(...counts.map(({ low }) => low)),
    best: null,
    high: isOpen ? null : Math.max(...counts.map(({ high, low }) => high ?? low)),
  };
}

/**
 * Every run of days with what was said of it and what is usual for it.
 * @param counts of the days themselves and of the weeks before them, in any order
 */
export function deriveTraffic(counts: readonly DayCount[], runs: DayRuns): TrafficDay[] {
  const byDay = new Map(counts.map((count) => [count.day, count]));
  return runs.firsts.map((first): TrafficDay => {
    const on = dayText(first);
    if (runs.runDays === 1) {
      const count = byDay.get(first) ?? null;
      const usual = usualFor(first, byDay);
      return {
        on,
        low: count?.low ?? null,
        best: count?.best ?? null,
        high: count?.high ?? null,
        usual,
        comparison: count === null || usual === null ? null : compareWithUsual(count, usual),
      };
    }
    const said = Array.from({ length: runs.runDays }, (_, i) => byDay.get(first + i) ?? []).flat();
    const span = spanOf(said);
    return {
      on,
      low: span?.low ?? null,
      best: null,
      high: span?.high ?? null,
      usual: null,
      comparison: null,
    };
  });
}
