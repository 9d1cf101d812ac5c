/** Marks of a time axis, at round dates, few enough for a phone. Time runs from left to right in every language. */

import { formatInstant } from "#app/format/date.ts";
import { directionOf, type Locale } from "#app/locales.ts";
import { DAY_MS, fromMs, type Instant, toMs } from "#server/domain/time.ts";

/** What fits beside each other on a screen of 360 px. */
const MAX_TICKS = 5;
const DAY_STEPS = [1, 2, 7, 14] as const;
const MONTH_STEPS = [1, 3, 6, 12, 24, 36, 60, 120] as const;

/** `[ms, label]`. */
export type TimeTick = readonly [number, string];

export interface TickSpan {
  readonly from: Instant;
  readonly to: Instant;
  readonly locale: Locale;
}

function dayTicks(fromAt: number, toAt: number, step: number): number[] {
  const first = Math.ceil(fromAt / DAY_MS) * DAY_MS;
  const count = Math.max(0, Math.floor((toAt - first) / (step * DAY_MS)) + 1);
  return Array.from({ length: count }, (_, index) => first + index * step * DAY_MS);
}

function monthTicks(fromAt: number, toAt: number, step: number): number[] {
  const start = new Date(fromAt);
  const month = start.getUTCFullYear() * 12 + start.getUTCMonth();
  const ticks: number[] = [];
  for (let next = Math.floor(month / step) * step; ; next += step) {
    const at = Date.UTC(Math.floor(next / 12), next % 12, 1);
    if (at > toAt) return ticks;
    if (at >= fromAt) ticks.push(at);
  }
}

/** Round dates in `[from, to]`, oldest first, at most five, as finely as that allows. */
export function timeTicks({ from, to, locale }: TickSpan): TimeTick[] {
  const fromAt = toMs(from);
  const toAt = toMs(to);
  for (const step of DAY_STEPS) {
    const days = dayTicks(fromAt, toAt, step);
    if (days.length <= MAX_TICKS) return label(days, "dayWithoutYear", locale);
  }
  for (const step of MONTH_STEPS) {
    const months = monthTicks(fromAt, toAt, step);
    if (months.length <= MAX_TICKS) {
      return label(months, step < 12 ? "dayWithoutYear" : "year", locale);
    }
  }
  return [];
}

/**
 * A drawing runs from left to right, and would put a day's number on the wrong side of an Arabic month. A mark and no
 * isolate: inside one, Chromium takes the digits of a drawing's text apart.
 */
const readFrom = (locale: Locale, text: string): string =>
  directionOf(locale) === "rtl" ? `\u200f${text}` : text;

function label(
  ticks: readonly number[],
  style: "dayWithoutYear" | "year",
  locale: Locale,
): TimeTick[] {
  return ticks.map((at) => [at, readFrom(locale, formatInstant(fromMs(at), { locale, style }))]);
}
