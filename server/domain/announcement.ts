/**
 * Announcement: what one side's authority has said of days to come: a planned closure, a holiday, opening hours.
 * It may repeat; its hours are those of the side's clocks, whatever summer time does. Each occurrence becomes a
 * report of that authority on the announced track, where it can close a lane but never open one.
 */
import type { ClaimableState, StateClaim } from "./claim.ts";
import type { CountryCode, CrossingId, LaneId } from "./crossing.ts";
import { parseRecurrence, type Recurrence, recurringDays, type Until } from "./recurrence.ts";
import { addMs, DAY_MS, type Instant, instantBound } from "./time.ts";
import { type WallTime, wallInstant, wallTime } from "./wall-time.ts";

export const ANNOUNCEMENT_KINDS = ["closure", "holiday", "hours"] as const;
/** `hours`: so within each occurrence, and closed between one and the next. */
export type AnnouncementKind = (typeof ANNOUNCEMENT_KINDS)[number];

/** When, and how it repeats; the first occurrence is `[startsAt, endsAt)`. */
export interface Schedule {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** RFC 5545; null: once. */
  readonly rrule: string | null;
  /** IANA zone in whose local time it repeats. */
  readonly zone: string;
}

export interface Announcement extends Schedule {
  readonly id: string;
  readonly crossingId: CrossingId;
  readonly kind: AnnouncementKind;
  readonly title: string;
  readonly party: CountryCode;
  readonly lanes: readonly LaneId[];
  readonly value: ClaimableState;
  readonly madeAt: Instant;
}

export interface Occurrence {
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  /** The beginning of the one after it; null when it is the last, or none follows within a year. */
  readonly nextStartsAt: Instant | null;
}

/** How far the occurrence after the last one asked for is looked for, in days. */
const NEXT_WITHIN_DAYS = 366;

function isWithin(until: Until | null, wall: WallTime, at: Instant): boolean {
  if (until === null) return true;
  switch (until.kind) {
    case "day":
      return wall.day <= until.day;
    case "wall":
      return wall.day < until.day || (wall.day === until.day && wall.ofDayMs <= until.ofDayMs);
    case "instant":
      return at <= until.at;
  }
}

function daysOf(rule: Recurrence | null, startDay: number, lastDay: number): number[] {
  return rule === null ? [startDay] : recurringDays(rule, startDay, lastDay);
}

type Asked = Schedule & { readonly kind?: AnnouncementKind };
interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/**
 * The occurrences that begin on these days, in order. To ask a zone for its clock is dear: whoever needs the first alone
 * asks for no other.
 */
function* occurrencesOn(
  days: readonly number[],
  rule: Recurrence | null,
  { startsAt: first, endsAt: firstEnd, zone }: Schedule,
): Generator<{ readonly startsAt: Instant; readonly endsAt: Instant }, void> {
  const start = wallTime(first, zone);
  const end = wallTime(firstEnd, zone);
  for (const day of days) {
    const wall = { day, ofDayMs: start.ofDayMs };
    const startsAt = wallInstant(wall, zone);
    if (!isWithin(rule?.until ?? null, wall, startsAt)) return;
    const endWall = { day: day + end.day - start.day, ofDayMs: end.ofDayMs };
    const endsAt = wallInstant(endWall, zone);
    if (startsAt < endsAt) yield { startsAt, endsAt };
  }
}

function* occurrences(schedule: Asked, { from, to }: Span): Generator<Occurrence, void> {
  const { kind, zone } = schedule;
  const rule = schedule.rrule === null ? null : parseRecurrence(schedule.rrule);
  const startDay = wallTime(schedule.startsAt, zone).day;
  const lengthDays = wallTime(schedule.endsAt, zone).day - startDay;
  const lastDay = wallTime(to, zone).day + NEXT_WITHIN_DAYS;
  const days = daysOf(rule, startDay, lastDay);
  // What begins earlier is over by then; but the closed time after hours lasts until the next.
  const firstDay = wallTime(from, zone).day - lengthDays - 1;
  const skipped = days.findIndex((day) => day >= firstDay);
  const known = skipped < 0 ? days.length : skipped;
  const asked = days.slice(Math.max(0, kind === "hours" ? known - 2 : known));
  let one: { readonly startsAt: Instant; readonly endsAt: Instant } | null = null;
  const isAsked = ({ startsAt, endsAt, nextStartsAt }: Occurrence) => {
    const over = kind === "hours" ? (nextStartsAt ?? endsAt) : endsAt;
    return startsAt < to && over > from;
  };
  for (const next of occurrencesOn(asked, rule, schedule)) {
    if (one !== null) {
      const occurrence = { ...one, nextStartsAt: next.startsAt };
      if (isAsked(occurrence)) yield occurrence;
    }
    if (next.startsAt >= to) return;
    one = next;
  }
  if (one !== null && isAsked({ ...one, nextStartsAt: null })) yield { ...one, nextStartsAt: null };
}

/**
 * The occurrences that touch `[from, to)`, oldest first; with `hours`, the closed time after one belongs to it.
 * Pure: the same whoever asks and whenever.
 * @throws DomainError `invalid` for a rule that is none
 */
export const occurrencesBetween = (schedule: Asked, span: Span): Occurrence[] => [
  ...occurrences(schedule, span),
];

/** The first of them, null when there is none; the others are not worked out. */
export const firstOccurrence = (schedule: Asked, span: Span): Occurrence | null =>
  occurrences(schedule, span).next().value ?? null;

/** What an occurrence says: so while it lasts; with `hours`, closed from its end to the next. */
export function claimsOf(announcement: Announcement, occurrence: Occurrence): StateClaim[] {
  const { kind, lanes, value } = announcement;
  const { startsAt, endsAt, nextStartsAt } = occurrence;
  const claim = (is: ClaimableState, since: Instant, until: Instant): StateClaim => ({
    kind: "state",
    lanes,
    value: is,
    track: "announced",
    exceptions: [],
    since: instantBound(since),
    hold: { kind: "until", bound: instantBound(until), basis: "planned" },
    cause: kind === "holiday" ? "holiday" : kind === "hours" ? "administrative" : null,
    conditions: [],
    expectedReopeningAt: is === "closed" ? until : null,
  });
  const within = claim(value, startsAt, endsAt);
  const isShutAfter = kind === "hours" && nextStartsAt !== null && nextStartsAt > endsAt;
  return isShutAfter ? [within, claim("closed", endsAt, nextStartsAt)] : [within];
}

/** How far ahead occurrences are made into reports; a job makes the next day's each day. */
export const ANNOUNCED_AHEAD_MS = 14 * DAY_MS;

/** The occurrences that are to be reports at `now`: under way, or beginning within the coming days. */
export const occurrencesDue = (announcement: Announcement, now: Instant): Occurrence[] =>
  occurrencesBetween(announcement, { from: now, to: addMs(now, ANNOUNCED_AHEAD_MS) });
