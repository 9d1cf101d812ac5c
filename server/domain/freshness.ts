/** Freshness: how old the last word is, counted in the crossing's expected report interval. */
import { addMs, fromMs, HOUR_MS, type Instant, MINUTE_MS, msBetween, toMs } from "./time.ts";

export const FRESHNESSES = ["fresh", "ageing", "stale", "silent"] as const;
export type Freshness = (typeof FRESHNESSES)[number];

/** Multiples of the expected interval up to which a word is fresh, ageing and stale; design.md, "Freshness". */
const FRESH_INTERVALS = 1;
const AGEING_INTERVALS = 2;
const STALE_INTERVALS = 4;

/** How long a word about the forces' posture or an outlook stands, in milliseconds. */
export const POSTURE_WINDOW_MS = 72 * HOUR_MS;

/** True while a posture or outlook of `asOf` still stands at `at`. */
export const isPostureCurrent = (asOf: Instant, at: Instant): boolean =>
  asOf <= at && at <= addMs(asOf, POSTURE_WINDOW_MS);

/**
 * Freshness at `at` of a word last given at `lastWordAt` (null: never, which is silent).
 * @param intervalMinutes the crossing's expected report interval
 */
export function freshnessAt(
  lastWordAt: Instant | null,
  intervalMinutes: number,
  at: Instant,
): Freshness {
  if (lastWordAt === null) return "silent";
  const intervals = msBetween(lastWordAt, at) / (intervalMinutes * MINUTE_MS);
  if (intervals <= FRESH_INTERVALS) return "fresh";
  if (intervals <= AGEING_INTERVALS) return "ageing";
  if (intervals <= STALE_INTERVALS) return "stale";
  return "silent";
}

/** A word that is stale or silent no longer says how things are; it is shown as unknown (rule 6). */
export function isCurrent(freshness: Freshness): boolean {
  return freshness === "fresh" || freshness === "ageing";
}

/** The last instant at which a word given at `lastWordAt` still says how things are. */
export const currentUntil = (lastWordAt: Instant, intervalMinutes: number): Instant =>
  addMs(lastWordAt, AGEING_INTERVALS * intervalMinutes * MINUTE_MS);

/** The next instant after `at` at which freshness changes by time alone, null when it never does again. */
export function nextFreshnessChangeAt(
  lastWordAt: Instant | null,
  intervalMinutes: number,
  at: Instant,
): Instant | null {
  if (lastWordAt === null) return null;
  const lastWordMs = toMs(lastWordAt);
  const atMs = toMs(at);
  for (const intervals of [FRESH_INTERVALS, AGEING_INTERVALS, STALE_INTERVALS]) {
    // One millisecond after the boundary: at the boundary itself the word still counts.
    const changesMs = lastWordMs + intervals * intervalMinutes * MINUTE_MS + 1;
    if (changesMs > atMs) return fromMs(changesMs);
  }
  return null;
}

/**
 * The next such instant of any of several words. Of a record most are long silent or too late to be the next, which
 * comparing strings tells.
 */
export function nextFreshnessChangeOf(
  words: Iterable<Instant | null>,
  intervalMinutes: number,
  at: Instant,
): Instant | null {
  const silentBefore = addMs(at, -STALE_INTERVALS * intervalMinutes * MINUTE_MS);
  let next: Instant | null = null;
  for (const word of words) {
    if (word === null || word < silentBefore || (next !== null && word >= next)) continue;
    const change = nextFreshnessChangeAt(word, intervalMinutes, at);
    if (change !== null && (next === null || change < next)) next = change;
  }
  return next;
}
