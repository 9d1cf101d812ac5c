/**
 * Recurrence rules of RFC 5545 (3.3.10) as far as days go: DAILY, WEEKLY, MONTHLY and YEARLY with INTERVAL, COUNT,
 * UNTIL, BYDAY, BYMONTHDAY, BYMONTH and WKST. Anything else is refused, not ignored: half a rule is another rule.
 *
 * Days are counted from 1970-01-01 in no zone: what o'clock it is on them is for whoever knows the zone. A day is
 * tested against the rule, never searched for, so no rule can keep the search going for ever (30 February).
 */
import { DomainError } from "./errors.ts";
import { DAY_MS, fromMs, type Instant } from "./time.ts";

const FREQUENCIES = ["DAILY", "WEEKLY", "MONTHLY", "YEARLY"] as const;
type Frequency = (typeof FREQUENCIES)[number];
/** As RFC 5545 writes them; the index is that of `Date.getUTCDay`. */
const WEEKDAYS = ["SU", "MO", "TU", "WE", "TH", "FR", "SA"] as const;
const DAYS_A_WEEK = 7;

interface WeekdayRule {
  /** 2: the second of its month, -1: the last; null: each. */
  readonly ordinal: number | null;
  readonly weekday: number;
}

/** `UNTIL`: the last day, or the last instant, at which an occurrence may begin. */
export type Until =
  | { readonly kind: "day"; readonly day: number }
  | { readonly kind: "wall"; readonly day: number; readonly ofDayMs: number }
  | { readonly kind: "instant"; readonly at: Instant };

export interface Recurrence {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count: number | null;
  readonly until: Until | null;
  readonly byDay: readonly WeekdayRule[];
  readonly byMonthDay: readonly number[];
  readonly byMonth: readonly number[];
  readonly weekStart: number;
}

function refuse(message: string): DomainError {
  return new DomainError("invalid", `rrule: ${message}`, { fields: [{ path: "rrule", message }] });
}

function whole(name: string, text: string, { min, max }: { min: number; max: number }): number {
  const number = Number(text);
  if (!/^[+-]?\d{1,4}$/.test(text) || number < min || number > max || number === 0) {
    throw refuse(`${name}=${text} must be a whole number from ${min} to ${max}`);
  }
  return number;
}

function readWeekday(text: string): number {
  const weekday = (WEEKDAYS as readonly string[]).indexOf(text);
  if (weekday < 0) throw refuse(`${text} is no day of the week; use ${WEEKDAYS.join(", ")}`);
  return weekday;
}

function readByDay(text: string): WeekdayRule {
  const [, ordinal = "", name = text] = /^([+-]?\d{1,2})?([A-Z]{2})$/.exec(text) ?? [];
  return {
    ordinal: ordinal === "" ? null : whole("BYDAY", ordinal, { min: -5, max: 5 }),
    weekday: readWeekday(name),
  };
}

function readUntil(text: string): Until {
  const parts = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/.exec(text);
  const [, year, month, day, hour, minute, second, utc] = parts ?? [];
  const ms = Date.UTC(Number(year), Number(month) - 1, Number(day));
  const isDay = !Number.isNaN(ms) && fromMs(ms).slice(0, 10) === `${year}-${month}-${day}`;
  if (!isDay) throw refuse(`UNTIL=${text} is no date; write 20261231 or 20261231T235959Z`);
  if (hour === undefined) return { kind: "day", day: ms / DAY_MS };
  const ofDayMs = ((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * 1_000;
  if (ofDayMs >= DAY_MS) throw refuse(`UNTIL=${text} is no time of a day`);
  if (utc !== undefined) return { kind: "instant", at: fromMs(ms + ofDayMs) };
  return { kind: "wall", day: ms / DAY_MS, ofDayMs };
}

function readParts(text: string): Map<string, string> {
  const parts = new Map<string, string>();
  for (const part of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, "")
    .split(";")) {
    const [name = "", value = "", more] = part.split("=");
    if (value === "" || more !== undefined) throw refuse(`"${part}" is no part of a rule`);
    if (parts.has(name)) throw refuse(`says ${name} twice`);
    parts.set(name, value);
  }
  return parts;
}

const KNOWN_PARTS = "FREQ INTERVAL COUNT UNTIL BYDAY BYMONTHDAY BYMONTH WKST".split(" ");

/**
 * Reads a rule such as `FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,SA`; upper or lower case, with or without `RRULE:`.
 * @throws DomainError `invalid` on field `rrule`
 */
export function parseRecurrence(text: string): Recurrence {
  const parts = readParts(text);
  const unknown = [...parts.keys()].find((name) => !KNOWN_PARTS.includes(name));
  if (unknown !== undefined) {
    throw refuse(`${unknown} is not understood; use ${KNOWN_PARTS.join(", ")}`);
  }
  const frequency = FREQUENCIES.find((name) => name === parts.get("FREQ"));
  if (frequency === undefined) throw refuse(`begin with FREQ=${FREQUENCIES.join(", FREQ=")}`);
  const list = <T>(name: string, read: (item: string) => T): T[] =>
    parts.get(name)?.split(",").map(read) ?? [];
  const number = (name: string): number | null => {
    const value = parts.get(name);
    return value === undefined ? null : whole(name, value, { min: 1, max: 9_999 });
  };
  const until = parts.get("UNTIL");
  const rule: Recurrence = {
    frequency,
    interval: number("INTERVAL") ?? 1,
    count: number("COUNT"),
    until: until === undefined ? null : readUntil(until),
    byDay: list("BYDAY", readByDay),
    byMonthDay: list("BYMONTHDAY", (day) => whole("BYMONTHDAY", day, { min: -31, max: 31 })),
    byMonth: list("BYMONTH", (month) => whole("BYMONTH", month, { min: 1, max: 12 })),
    weekStart: readWeekday(parts.get("WKST") ?? "MO"),
  };
  if (rule.count !== null && rule.until !== null) throw refuse("give COUNT or UNTIL, not both");
  checkDays(rule);
  return rule;
}

function checkDays({ frequency, byDay, byMonthDay, byMonth }: Recurrence): void {
  if (frequency === "WEEKLY" && byMonthDay.length > 0) {
    throw refuse("FREQ=WEEKLY takes no BYMONTHDAY; use FREQ=MONTHLY");
  }
  if (byDay.every(({ ordinal }) => ordinal === null)) return;
  const isOfMonth =
    byMonthDay.length === 0 &&
    (frequency === "MONTHLY" || (frequency === "YEARLY" && byMonth.length > 0));
  if (!isOfMonth) {
    throw refuse(
      "a day such as 2FR is one of a month: use FREQ=MONTHLY, or FREQ=YEARLY with BYMONTH",
    );
  }
}

interface Day {
  readonly number: number;
  readonly year: number;
  /** From 1. */
  readonly month: number;
  readonly ofMonth: number;
  readonly weekday: number;
  readonly inMonth: number;
}

function dayOf(number: number): Day {
  const date = new Date(number * DAY_MS);
  const year = date.getUTCFullYear();
  const month = date.getUTCMonth() + 1;
  return {
    number,
    year,
    month,
    ofMonth: date.getUTCDate(),
    weekday: date.getUTCDay(),
    inMonth: new Date(Date.UTC(year, month, 0)).getUTCDate(),
  };
}

function isPeriod(rule: Recurrence, start: Day, day: Day): boolean {
  const week = ({ number, weekday }: Day) =>
    (number - ((weekday - rule.weekStart + DAYS_A_WEEK) % DAYS_A_WEEK)) / DAYS_A_WEEK;
  const months = ({ year, month }: Day) => year * 12 + month;
  const passed = {
    DAILY: day.number - start.number,
    WEEKLY: Math.round(week(day) - week(start)),
    MONTHLY: months(day) - months(start),
    YEARLY: day.year - start.year,
  }[rule.frequency];
  return passed % rule.interval === 0;
}

function isWeekday({ ordinal, weekday }: WeekdayRule, day: Day): boolean {
  if (weekday !== day.weekday) return false;
  if (ordinal === null) return true;
  const fromStart = Math.ceil(day.ofMonth / DAYS_A_WEEK);
  const fromEnd = -Math.ceil((day.inMonth - day.ofMonth + 1) / DAYS_A_WEEK);
  return ordinal === fromStart || ordinal === fromEnd;
}

/** Whether a day is one of the rule's, its count and end aside. `start` is the first. */
function matches(rule: Recurrence, start: Day, day: Day): boolean {
  if (!isPeriod(rule, start, day)) return false;
  const { frequency, byDay, byMonthDay, byMonth } = rule;
  if (byMonth.length > 0 && !byMonth.includes(day.month)) return false;
  if (byDay.length > 0 && !byDay.some((one) => isWeekday(one, day))) return false;
  const fromEnd = day.ofMonth - day.inMonth - 1;
  if (byMonthDay.length > 0) return byMonthDay.some((n) => n === day.ofMonth || n === fromEnd);
  if (byDay.length > 0 || frequency === "DAILY") return true;
  if (frequency === "WEEKLY") return day.weekday === start.weekday;
  if (day.ofMonth !== start.ofMonth) return false;
  return frequency === "MONTHLY" || byMonth.length > 0 || day.month === start.month;
}

/** True when a rule begins on one of its own days, as RFC 5545 asks for. */
export const isDayOf = (rule: Recurrence, day: number): boolean =>
  matches(rule, dayOf(day), dayOf(day));

/**
 * The days of a rule from its first up to `lastDay`, ascending; `COUNT` is applied, `UNTIL` is left to whoever knows
 * the zone.
 */
export function recurringDays(rule: Recurrence, startDay: number, lastDay: number): number[] {
  const start = dayOf(startDay);
  const days: number[] = [];
  for (let number = startDay; number <= lastDay; number++) {
    if (rule.count !== null && days.length >= rule.count) break;
    if (matches(rule, start, dayOf(number))) days.push(number);
  }
  return days;
}
