/** What the desk may enter as an announcement, and what of it does not fit its crossing. */
import { z } from "zod";
import { ANNOUNCEMENT_KINDS, occurrencesBetween } from "#server/domain/announcement.ts";
import { CLAIMABLE_STATES } from "#server/domain/claim.ts";
import { CountryCode, type Crossing, CrossingId, LaneId } from "#server/domain/crossing.ts";
import type { FieldProblem } from "#server/domain/errors.ts";
import { InstantText } from "#server/domain/instant-text.ts";
import { isStorable } from "#server/domain/parse-input.ts";
import { isDayOf, parseRecurrence } from "#server/domain/recurrence.ts";
import { addMs, DAY_MS, type Instant, msBetween } from "#server/domain/time.ts";
import { wallTime } from "#server/domain/wall-time.ts";

const MAX_TITLE_LENGTH = 120;
const MAX_RRULE_LENGTH = 300;
/** One occurrence may last so long; a closure of unknown end is a report, not a plan. */
const MAX_LENGTH_MS = 120 * DAY_MS;
/** How far ahead, and back, a first occurrence may lie. */
const MAX_AHEAD_MS = 2 * 366 * DAY_MS;
const MAX_BACK_MS = 366 * DAY_MS;

export const AnnouncementInput = z.strictObject({
  /** Made by the sender: the same announcement sent twice is one. */
  id: z.uuid("must be a UUID made by the sender"),
  crossing: CrossingId,
  kind: z.enum(ANNOUNCEMENT_KINDS),
  title: z
    .string()
    .trim()
    .min(1, "say in a few words what is announced")
    .max(MAX_TITLE_LENGTH, `is longer than ${MAX_TITLE_LENGTH} characters; shorten it`)
    .refine(isStorable, "has a broken character"),
  /** The country whose authority announced it. */
  party: CountryCode,
  lanes: z.array(LaneId).min(1, "name at least one lane").max(16),
  value: z.enum(CLAIMABLE_STATES),
  startsAt: InstantText,
  endsAt: InstantText,
  rrule: z
    .string()
    .trim()
    .max(MAX_RRULE_LENGTH, `is longer than ${MAX_RRULE_LENGTH} characters`)
    .transform((text) => (text === "" ? null : text.toUpperCase().replace(/^RRULE:/, "")))
    .nullable()
    .default(null),
});
export type AnnouncementInput = z.output<typeof AnnouncementInput>;

function timeProblems(input: AnnouncementInput, now: Instant): FieldProblem[] {
  const { startsAt, endsAt } = input;
  if (endsAt <= startsAt) return [{ path: "endsAt", message: "lies before the beginning" }];
  if (msBetween(startsAt, endsAt) > MAX_LENGTH_MS) {
    return [{ path: "endsAt", message: "lies more than 120 days after the beginning" }];
  }
  if (startsAt > addMs(now, MAX_AHEAD_MS)) {
    return [{ path: "startsAt", message: "lies more than two years ahead; check the year" }];
  }
  if (startsAt < addMs(now, -MAX_BACK_MS)) {
    return [{ path: "startsAt", message: "lies more than a year back; check the year" }];
  }
  return [];
}

function ruleProblems(
  { rrule, kind, startsAt, endsAt }: AnnouncementInput,
  { zone, now }: { readonly zone: string; readonly now: Instant },
): FieldProblem[] {
  const of = (message: string): FieldProblem[] => [{ path: "rrule", message }];
  if (rrule === null) {
    if (kind === "hours") return of("opening hours repeat; write for instance FREQ=DAILY");
    if (endsAt > now) return [];
    return [{ path: "endsAt", message: "has passed; an announcement is of what comes" }];
  }
  const rule = parseRecurrence(rrule);
  if (!isDayOf(rule, wallTime(startsAt, zone).day)) {
    return of("does not hold for the day of the beginning; begin on a day of the rule");
  }
  const span = { from: now, to: addMs(now, MAX_AHEAD_MS) };
  const coming = occurrencesBetween({ startsAt, endsAt, rrule, zone }, span);
  if (coming.length === 0) return of("has no occurrence to come");
  const overlaps = coming.some(({ endsAt: end, nextStartsAt }) => (nextStartsAt ?? end) < end);
  return overlaps ? of("begins again before it has ended; shorten it or space the rule") : [];
}

/**
 * What does not fit, field by field; empty when all is well.
 * @throws DomainError `invalid` on `rrule` for a rule that cannot be read
 */
export function findAnnouncementMisfits(
  input: AnnouncementInput,
  crossing: Crossing,
  now: Instant,
): FieldProblem[] {
  const side = crossing.sides.find(({ country }) => country === input.party);
  const known = new Set(crossing.lanes.map(({ id }) => id));
  const strange = input.lanes.filter((lane) => !known.has(lane));
  const sides = crossing.sides.map(({ country }) => country).join(" and ");
  const problems: FieldProblem[] = strange.map((lane) => ({
    path: "lanes",
    message: `${crossing.name} has no lane ${lane}; its lanes are ${[...known].join(", ")}`,
  }));
  if (side === undefined) {
    problems.push({ path: "party", message: `is no side of ${crossing.name}; use ${sides}` });
  }
  if (input.kind === "hours" && input.value === "closed") {
    problems.push({ path: "value", message: "hours are when it is open; outside it is closed" });
  }
  const time = timeProblems(input, now);
  if (time.length > 0 || side === undefined) return [...problems, ...time];
  return [...problems, ...ruleProblems(input, { zone: side.zone, now })];
}
