/** What a clock on the wall shows: the day, counted from 1970-01-01, and the milliseconds of it that have passed. */
import { DAY_MS, fromMs, type Instant, toMs, zoneOffsetMs } from "./time.ts";

export interface WallTime {
  readonly day: number;
  readonly ofDayMs: number;
}

export function wallTime(at: Instant, zone: string): WallTime {
  const localMs = toMs(at) + zoneOffsetMs(zone, toMs(at));
  const day = Math.floor(localMs / DAY_MS);
  return { day, ofDayMs: localMs - day * DAY_MS };
}

/**
 * The instant at which a clock in `zone` shows a time. Of an hour shown twice, the first; a time that summer time
 * leaves out is read by the offset before it (RFC 5545, 3.3.5).
 */
export function wallInstant({ day, ofDayMs }: WallTime, zone: string): Instant {
  const localMs = day * DAY_MS + ofDayMs;
  const [before, after] = [-1, 1].map((days) => zoneOffsetMs(zone, localMs + days * DAY_MS));
  for (const offset of [before ?? 0, after ?? 0]) {
    if (zoneOffsetMs(zone, localMs - offset) === offset) return fromMs(localMs - offset);
  }
  return fromMs(localMs - (before ?? 0));
}
