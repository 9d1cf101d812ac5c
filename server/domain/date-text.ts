/**
 * Dates in the reader's language and calendar (Solar Hijri for the Afghan languages, with Gregorian beside), on pages
 * and in mails alike.
 */

import { type AfghanCalendar, type AfghanLocale, afghanFormatter } from "./afghan-date.ts";
import { INTL_TAGS } from "./intl-tags.ts";
import { type Instant, type TimeBound, toMs } from "./time.ts";
import type { WatchLocale as Locale } from "./watch.ts";

const OPTIONS = {
  day: { day: "numeric", month: "short", year: "numeric" },
  dayWithoutYear: { day: "numeric", month: "short" },
  month: { month: "long", year: "numeric" },
  year: { year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  dayTime: {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

export type DateStyle = keyof typeof OPTIONS;

const formatters = new Map<string, (ms: number) => string>();

export interface DateFormat {
  readonly locale: Locale;
  readonly style: DateStyle;
  /** IANA zone; `UTC` when not given. */
  readonly zone?: string;
}

const isAfghan = (locale: Locale): locale is AfghanLocale => locale === "ps" || locale === "fa-AF";

function formatIn(calendar: AfghanCalendar, at: Instant, format: DateFormat): string {
  const { locale, style, zone = "UTC" } = format;
  const key = `${locale} ${calendar} ${style} ${zone}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    const options = { ...OPTIONS[style], timeZone: zone };
    formatter = isAfghan(locale)
      ? afghanFormatter({ locale, calendar, options })
      : new Intl.DateTimeFormat(INTL_TAGS[locale], options).format;
    formatters.set(key, formatter);
  }
  return formatter(toMs(at));
}

/** An instant as a date or time in a zone, in the reader's calendar alone. The zone's name is not in it; say it beside. */
export function formatInstant(at: Instant, format: DateFormat): string {
  return formatIn("persian", at, format);
}

/**
 * The same where there is room: to Afghan readers the Gregorian date stands beside, since sources and the other side
 * of the border write that one.
 * @example "۲۱ میزان ۱۴۰۴ (۱۳ اکتوبر ۲۰۲۵)، ۱۲:۰۰"
 */
export function formatDate(at: Instant, format: DateFormat): string {
  const { locale, style } = format;
  const own = formatIn("persian", at, format);
  if (!isAfghan(locale) || style === "time") return own;
  if (style !== "dayTime") return `${own} (${formatIn("gregory", at, format)})`;
  const day = formatDate(at, { ...format, style: "day" });
  return `${day}، ${formatIn("persian", at, { ...format, style: "time" })}`;
}

const offsets = new Map<string, Intl.DateTimeFormat>();

/** `UTC+5`, `UTC+4:30`: what a clock in `zone` is ahead by at an instant. */
export function formatOffset(at: Instant, zone: string): string {
  let formatter = offsets.get(zone);
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
    offsets.set(zone, formatter);
  }
  const parts = formatter.formatToParts(toMs(at));
  const name = parts.find((part) => part.type === "timeZoneName")?.value ?? "GMT";
  const offset = name
    .replace("GMT", "UTC")
    .replace(/([+-])0(\d)/, "$1$2")
    .replace(":00", "");
  return offset === "UTC+0" ? "UTC" : offset;
}

/**
 * The date of a bound as exact as the source gave it: `12 Oct 2025, 14:30 UTC+5`, `12 Oct 2025`, `June 2020`, `2014`.
 * A time of day says by which clock, as pages name more than one. A calendar date is formatted from its own text: it
 * names a day, not an instant in the reader's zone.
 */
export function formatBound(bound: TimeBound, locale: Locale, zone: string): string {
  if (bound.text.includes("T")) {
    const time = formatDate(bound.earliestAt, { locale, style: "dayTime", zone });
    return `${time} ${formatOffset(bound.earliestAt, zone)}`;
  }
  const [year, month, day] = bound.text.split("-");
  const style = month === undefined ? "year" : day === undefined ? "month" : "day";
  // Mid-month and mid-year stand for the whole in other calendars too: June 2020 lies in two of their months.
  const whole = `${year}-${month ?? "07"}-${day ?? "15"}T00:00:00.000Z`;
  return formatDate(whole, { locale, style });
}
