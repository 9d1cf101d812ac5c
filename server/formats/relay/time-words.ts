/**
 * Times in a code: `1015`, `10:15`, `101523.250`, with `Z` or the country whose clock it is (`1015AF`), and a day
 * (`15OCT`, `15OCT25`). Without a day it is the latest such time that has been; without a year the latest such day.
 */
import type { Instant } from "#server/domain/time.ts";
import {
  addMs,
  DAY_MS,
  fromMs,
  HOUR_MS,
  MINUTE_MS,
  SECOND_MS,
  toMs,
  zoneOffsetMs,
} from "#server/domain/time.ts";
import type { RelayCrossing } from "./relay-code.ts";
import { MONTHS } from "./words.ts";

/** How far a sender's clock may run ahead: as for every report (report-input.ts). */
const AHEAD_MS = 10 * MINUTE_MS;
/** Years that two digits stand for. */
const CENTURY = 2_000;

export interface ClockWord {
  /** Since local midnight, milliseconds. */
  readonly ofDayMs: number;
  /** `Z`, a country, or null: the sender's own side. */
  readonly clock: string | null;
}

const CLOCK = /^([01]\d|2[0-3])[:.]?([0-5]\d)(?:[:.]?([0-5]\d)(?:\.(\d{3}))?)?(Z|[A-Z]{2})?$/;

export function readClock(word: string): ClockWord | null {
  const found = CLOCK.exec(word);
  if (found === null) return null;
  const [, hours, minutes, seconds = "0", ms = "0", clock = null] = found;
  const ofDayMs =
    Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * SECOND_MS;
  return { ofDayMs: ofDayMs + Number(ms), clock };
}

export interface DayWord {
  readonly day: number;
  /** From 1. */
  readonly month: number;
  readonly year: number | null;
}

export function readDay(word: string): DayWord | null {
  const [, day, name = "", year] = /^(\d{1,2})([A-Z]{3})(\d\d|20\d\d)?$/.exec(word) ?? [];
  const month = MONTHS.indexOf(name) + 1;
  if (day === undefined || month === 0) return null;
  return {
    day: Number(day),
    month,
    year: year === undefined ? null : (Number(year) % 100) + CENTURY,
  };
}

/** The zone that a clock word means; null for a country that is no side of the crossing. */
export function zoneOf(crossing: RelayCrossing, clock: string | null, own: string): string | null {
  if (clock === null) return own;
  if (clock === "Z") return "UTC";
  return crossing.sides.find((side) => side.country === clock)?.zone ?? null;
}

/** The instant at which clocks in `zone` show this; two rounds settle the offset where it changes that day. */
function instantOf(wallMs: number, zone: string): Instant {
  const first = wallMs - zoneOffsetMs(zone, wallMs);
  return fromMs(wallMs - zoneOffsetMs(zone, first));
}

const wallDay = (year: number, month: number, day: number): number | null => {
  const ms = Date.UTC(year, month - 1, day);
  return new Date(ms).getUTCDate() === day ? ms : null;
};

export interface TimeQuery {
  readonly clock: ClockWord;
  readonly day: DayWord | null;
  readonly zone: string;
  readonly receivedAt: Instant;
}

/** When that was, at the latest some minutes after `receivedAt`; null for a day that no calendar has. */
export function resolveTime({ clock, day, zone, receivedAt }: TimeQuery): Instant | null {
  const latest = addMs(receivedAt, AHEAD_MS);
  const wallNow = toMs(receivedAt) + zoneOffsetMs(zone, toMs(receivedAt));
  if (day === null) {
    const midnight = Math.floor(wallNow / DAY_MS) * DAY_MS;
    return (
      [1, 0, -1]
        .map((days) => instantOf(midnight + days * DAY_MS + clock.ofDayMs, zone))
        .find((at) => at <= latest) ?? null
    );
  }
  const thisYear = new Date(wallNow).getUTCFullYear();
  // 29 February may lie up to eight years back.
  const years =
    day.year === null ? Array.from({ length: 10 }, (_, i) => thisYear + 1 - i) : [day.year];
  for (const year of years) {
    const midnight = wallDay(year, day.month, day.day);
    if (midnight === null) continue;
    const at = instantOf(midnight + clock.ofDayMs, zone);
    if (day.year !== null || at <= latest) return at;
  }
  return null;
}

const two = (n: number): string => String(n).padStart(2, "0");

/** Day and time of an instant, exact, in UTC; null for a year that two digits do not stand for. */
export function timeToWords(at: Instant): string[] | null {
  const date = new Date(toMs(at));
  const year = date.getUTCFullYear() - CENTURY;
  if (!(year >= 0 && year <= 99)) return null;
  const ms = date.getUTCMilliseconds();
  const seconds = date.getUTCSeconds();
  const fraction = ms === 0 ? "" : `.${String(ms).padStart(3, "0")}`;
  const fine = ms === 0 && seconds === 0 ? "" : `${two(seconds)}${fraction}`;
  return [
    `${two(date.getUTCDate())}${MONTHS[date.getUTCMonth()]}${two(year)}`,
    `${two(date.getUTCHours())}${two(date.getUTCMinutes())}${fine}Z`,
  ];
}
