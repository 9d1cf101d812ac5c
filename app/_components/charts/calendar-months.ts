/**
 * Days laid out as the reader's own calendar: months of the Gregorian or the Solar Hijri year, weeks from the day on
 * which they begin there. Days are numbers since 1970-01-01, so that no clock and no zone plays a part.
 */
import { INTL_TAGS, type Locale } from "#app/locales.ts";
import { DAY_MS } from "#server/domain/time.ts";

const MONTHS = 12;
const WEEK_DAYS = 7;
/** 1970-01-01 was a Thursday; Sunday is 0. */
const FIRST_WEEKDAY = 4;
/** Weeks begin on Monday in Pakistan's offices and on Saturday in Afghanistan. */
const WEEK_START: Readonly<Record<Locale, number>> = { en: 1, ur: 1, ps: 6, "fa-AF": 6 };
/** Longer than any month of either calendar, shorter than two. */
const BEYOND_A_MONTH = 32;

const formatters = new Map<Locale, Intl.DateTimeFormat>();

/** The day of the month, by the reader's calendar. */
function dayOfMonth(day: number, locale: Locale): number {
  let formatter = formatters.get(locale);
  if (formatter === undefined) {
    const latin = INTL_TAGS[locale].replace(/-nu-\w+$/, "-nu-latn");
    formatter = new Intl.DateTimeFormat(latin, { day: "numeric", timeZone: "UTC" });
    formatters.set(locale, formatter);
  }
  return Number.parseInt(formatter.format(day * DAY_MS), 10);
}

export interface CalendarMonth {
  readonly first: number;
  /** Last day of the month. */
  readonly last: number;
}

export function monthAround(day: number, locale: Locale): CalendarMonth {
  const first = day - dayOfMonth(day, locale) + 1;
  const inNext = first + BEYOND_A_MONTH;
  return { first, last: inNext - dayOfMonth(inNext, locale) };
}

/** The twelve months that end with the one in which `day` lies, oldest first. */
export function yearUntil(day: number, locale: Locale): CalendarMonth[] {
  const months = [monthAround(day, locale)];
  for (let i = 1; i < MONTHS; i += 1) {
    months.unshift(monthAround((months[0]?.first ?? day) - 1, locale));
  }
  return months;
}

export interface CalendarCell {
  readonly day: number;
  /** Week of the month from 0, and day of the week from 0 at the side where reading begins. */
  readonly row: number;
  readonly column: number;
}

export function monthCells({ first, last }: CalendarMonth, locale: Locale): CalendarCell[] {
  const weekday = (first + FIRST_WEEKDAY) % WEEK_DAYS;
  const before = (weekday - WEEK_START[locale] + WEEK_DAYS) % WEEK_DAYS;
  return Array.from({ length: last - first + 1 }, (_, i) => ({
    day: first + i,
    row: Math.floor((before + i) / WEEK_DAYS),
    column: (before + i) % WEEK_DAYS,
  }));
}
