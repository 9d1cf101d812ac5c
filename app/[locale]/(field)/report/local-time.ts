/** Wall-clock times of a zone, as `<input type="datetime-local">` writes them (`2025-10-12T14:30`). */
import { fromMs, type Instant, MINUTE_MS, toMs } from "#server/domain/time.ts";

/** What a clock in `zone` shows at an instant, to the minute. */
export function localTime(at: Instant, zone: string): string {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  }).formatToParts(toMs(at));
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year").padStart(4, "0")}-${part("month")}-${part("day")}T${part("hour")}:${part("minute")}`;
}

const SHAPE = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::\d\d(?:\.\d+)?)?$/;

/**
 * The instant at which a clock in `zone` shows `text`; null when `text` is no such time, or when that clock never
 * showed it (31 February, or the hour that summer time leaves out). Of an hour shown twice, the first.
 */
export function instantAt(text: string, zone: string): Instant | null {
  const wall = SHAPE.exec(text)?.[1];
  const asUtc = wall === undefined ? Number.NaN : Date.parse(`${wall}Z`);
  if (wall === undefined || Number.isNaN(asUtc)) return null;
  const offsetAt = (ms: number) => Date.parse(`${localTime(fromMs(ms), zone)}Z`) - ms;
  // A zone's offset changes by an hour or so: one of the two that hold a day around is the right one.
  const candidates = [-1, 1]
    .map((days) => asUtc - offsetAt(asUtc + days * 24 * 60 * MINUTE_MS))
    .sort((a, b) => a - b);
  const right = candidates.find((ms) => localTime(fromMs(ms), zone) === wall);
  return right === undefined ? null : fromMs(right);
}
