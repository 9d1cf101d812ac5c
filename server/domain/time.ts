/**
 * Instants and how well they are known.
 *
 * An `Instant` is an ISO 8601 string in UTC with milliseconds, always 24 characters
 * (`2025-10-12T09:30:00.000Z`), so two instants compare by `<` as strings do.
 * A `TimeBound` is an instant known to some precision: "June 2020, day not known".
 */

export type Instant = string;

export const SECOND_MS = 1_000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;

export const toMs = (instant: Instant): number => Date.parse(instant);
let lastMs = 0;
let lastText: Instant = "1970-01-01T00:00:00.000Z";
/** Under load the clock is read several times within one millisecond. */
export function fromMs(ms: number): Instant {
  if (ms === lastMs) return lastText;
  const text = new Date(ms).toISOString();
  lastMs = ms;
  lastText = text;
  return text;
}
export const addMs = (instant: Instant, ms: number): Instant => fromMs(toMs(instant) + ms);
/** `later - earlier` in milliseconds. */
export const msBetween = (earlier: Instant, later: Instant): number => toMs(later) - toMs(earlier);
export const earlierOf = (a: Instant, b: Instant): Instant => (a < b ? a : b);
export const laterOf = (a: Instant, b: Instant): Instant => (a > b ? a : b);

/**
 * `instant`: to the minute or better; `hour`, `day`: as the record prints it; `week`: right to some days;
 * `month`, `year`; `as_of`: already so on that day, began earlier at an unknown time.
 */
export const PRECISIONS = ["instant", "hour", "day", "week", "month", "year", "as_of"] as const;
export type Precision = (typeof PRECISIONS)[number];

/** An instant known to `precision`: somewhere in `[earliestAt, latestAt)`, one point when they are equal. */
export interface TimeBound {
  /** As written by the source: `2023`, `2023-09`, `2023-09-06`, or a full date-time. */
  readonly text: string;
  readonly precision: Precision;
  readonly earliestAt: Instant;
  readonly latestAt: Instant;
}

const zoneFormats = new Map<string, Intl.DateTimeFormat>();

/** Formatters are dear to make (a millisecond each) and there are few zones. */
function zoneFormat(zone: string): Intl.DateTimeFormat {
  const known = zoneFormats.get(zone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat("en-US", {
    timeZone: zone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  zoneFormats.set(zone, made);
  return made;
}

/** Offset of an IANA zone from UTC at an instant, in milliseconds (positive east). */
export function zoneOffsetMs(zone: string, atMs: number): number {
  const parts = zoneFormat(zone).formatToParts(atMs);
  const part = (type: string) => Number(parts.find((p) => p.type === type)?.value ?? 0);
  const local = Date.UTC(
    part("year"),
    part("month") - 1,
    part("day"),
    part("hour"),
    part("minute"),
    part("second"),
  );
  return local - Math.floor(atMs / SECOND_MS) * SECOND_MS;
}

/** The instant at which a local calendar day begins in `zone` (months count from 1; overflow rolls on). */
export function startOfDay(zone: string, year: number, month: number, day: number): Instant {
  const utc = Date.UTC(year, month - 1, day);
  // Two rounds settle the offset also where it changes near that midnight.
  const first = utc - zoneOffsetMs(zone, utc);
  return fromMs(utc - zoneOffsetMs(zone, first));
}

export function instantBound(at: Instant): TimeBound {
  return { text: at, precision: "instant", earliestAt: at, latestAt: at };
}

/** True when the record is exact enough that the bound's whole day counts (day or finer). */
export function isToTheDay(bound: TimeBound): boolean {
  return bound.precision !== "week" && bound.precision !== "month" && bound.precision !== "year";
}
