/** Instants and dates as people and the record write them. Apart from time.ts, which every browser is sent. */
import { DomainError, MAX_SHOWN_CHARS } from "./errors.ts";
import {
  addMs,
  DAY_MS,
  fromMs,
  HOUR_MS,
  type Instant,
  MINUTE_MS,
  type Precision,
  startOfDay,
  type TimeBound,
} from "./time.ts";

/** The farthest zone from UTC: Kiritimati, +14:00 (IANA time zone database). */
const MAX_OFFSET_MS = 14 * HOUR_MS;

/**
 * Any ISO 8601 date-time **with a zone** as an `Instant`. Its refusals are sentences of fault.ts, which is not imported: the
 * replay's browser reads instants too, and that table is long.
 * @throws DomainError `invalid` when it has no zone, one that is nowhere, or is no date
 */
export function parseInstant(text: string): Instant {
  const shown = text.slice(0, MAX_SHOWN_CHARS);
  if (!/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)) {
    throw new DomainError(
      "invalid",
      `"${shown}" is not a date and time with its zone; write 2025-10-12T14:00:00Z or 2025-10-12T19:00:00+05:00`,
    );
  }
  const ms = Date.parse(text);
  const day = Number(text.slice(8, 10));
  // Date.parse rolls 31 February over into March; a rolled day is a mistyped one.
  const rolled = new Date(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, day));
  if (Number.isNaN(ms) || rolled.getUTCDate() !== day) {
    throw new DomainError("invalid", `"${shown}" is no date; check day, month and zone`);
  }
  const zone = /[+-](\d\d):(\d\d)$/.exec(text);
  if (zone !== null && Number(zone[1]) * HOUR_MS + Number(zone[2]) * MINUTE_MS > MAX_OFFSET_MS) {
    throw new DomainError(
      "invalid",
      `"${shown}" has a zone that is nowhere; write the one of the place, such as +05:00`,
    );
  }
  return fromMs(ms);
}

/** The record's `week` means "the date is right to some days": three on either side. */
const WEEK_MARGIN_MS = 3 * DAY_MS;

/**
 * A date of the record as the interval it stands for.
 * @param text `YYYY`, `YYYY-MM`, `YYYY-MM-DD` or a date-time with offset
 * @param precision as printed beside it in the record
 * @param zone IANA zone in which its days begin
 */
export function timeBound(text: string, precision: Precision, zone: string): TimeBound {
  if (text.includes("T")) {
    const at = parseInstant(text);
    return { text, precision, earliestAt: at, latestAt: at };
  }
  const [year = 0, month, day] = text.split("-").map(Number);
  const span = (from: Instant, to: Instant): TimeBound => ({
    text,
    precision: month === undefined ? "year" : day === undefined ? "month" : precision,
    earliestAt: from,
    latestAt: to,
  });
  if (month === undefined)
    return span(startOfDay(zone, year, 1, 1), startOfDay(zone, year + 1, 1, 1));
  if (day === undefined) {
    return span(startOfDay(zone, year, month, 1), startOfDay(zone, year, month + 1, 1));
  }
  const from = startOfDay(zone, year, month, day);
  const to = startOfDay(zone, year, month, day + 1);
  if (precision !== "week") return span(from, to);
  return span(addMs(from, -WEEK_MARGIN_MS), addMs(to, WEEK_MARGIN_MS));
}
