/** What has been announced: for the desk with all that it takes to withdraw one, for the public as what comes next. */
import { sql } from "drizzle-orm";
import {
  type Announcement,
  firstOccurrence,
  type Occurrence,
} from "#server/domain/announcement.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { addMs, DAY_MS, type Instant, laterOf } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { getRegistered } from "../crossings/find-crossings.ts";
import { readAnnouncements, type StoredAnnouncement } from "./announcement-rows.ts";

/** How far ahead the public is told of what is announced. */
const UPCOMING_MS = 92 * DAY_MS;
const MAX_UPCOMING = 20;

export interface UpcomingAnnouncement
  extends Pick<
    Announcement,
    "id" | "crossingId" | "kind" | "title" | "party" | "lanes" | "value" | "zone" | "madeAt"
  > {
  /** The occurrence under way, or the next. */
  readonly startsAt: Instant;
  readonly endsAt: Instant;
  readonly isRepeating: boolean;
}

function upcoming(announcement: Announcement, at: Instant): UpcomingAnnouncement[] {
  // Of opening hours the next ones: that it is closed until then is said by them.
  const { kind: _kind, ...schedule } = announcement;
  const next = firstOccurrence(schedule, { from: at, to: addMs(at, UPCOMING_MS) });
  if (next === null) return [];
  const { id, crossingId, kind, title, party, lanes, value, zone, madeAt, rrule } = announcement;
  const said = { id, crossingId, kind, title, party, lanes, value, zone, madeAt };
  return [{ ...said, ...spanOf(next), isRepeating: rrule !== null }];
}

const spanOf = ({ startsAt, endsAt }: Occurrence) => ({ startsAt, endsAt });

/** What is announced of a crossing and not over, soonest first: at `at` (null: now), as was known then. */
export async function listUpcoming(
  ctx: ServiceContext,
  input: { readonly slug: CrossingId; readonly at: Instant | null },
): Promise<{ announcements: UpcomingAnnouncement[] }> {
  const { database, now } = ctx;
  await getRegistered(database, input.slug, now);
  const at = input.at ?? now;
  const known = await readAnnouncements(
    database,
    sql`crossing_id = ${input.slug} and made_at <= ${at}::timestamptz
      and (withdrawn_at is null or withdrawn_at > ${at}::timestamptz)`,
  );
  const announcements = known
    .flatMap((one) => upcoming(one, at))
    .sort((a, b) => (a.startsAt === b.startsAt ? 0 : a.startsAt < b.startsAt ? -1 : 1))
    .slice(0, MAX_UPCOMING);
  return { announcements };
}

/** Calendars that were read before are told of a withdrawal for so long. */
const CANCELLED_MS = 31 * DAY_MS;
const MAX_IN_CALENDAR = 500;

/**
 * What is announced as a calendar shows it, with its rule: at `at` (null: now), as was known then; of occurrences that
 * touch `[from, to)`. With what was withdrawn of late.
 */
export async function listCalendar(
  ctx: ServiceContext,
  input: {
    readonly slug: CrossingId | null;
    readonly at: Instant | null;
    readonly from: Instant | null;
    readonly to: Instant | null;
  },
): Promise<{ announcements: StoredAnnouncement[] }> {
  const { slug } = input;
  const at = input.at ?? ctx.now;
  const of = slug === null ? sql`true` : sql`crossing_id = ${slug}`;
  const known = await readAnnouncements(
    ctx.database,
    sql`${of} and made_at <= ${at}::timestamptz
      and (withdrawn_at is null or withdrawn_at > ${addMs(at, -CANCELLED_MS)}::timestamptz)`,
  );
  const from = laterOf(input.from ?? at, addMs(at, -CANCELLED_MS));
  const to = input.to ?? addMs(at, 2 * 366 * DAY_MS);
  const announcements = known
    .map((one) =>
      one.withdrawnAt !== null && one.withdrawnAt > at ? { ...one, withdrawnAt: null } : one,
    )
    .filter(({ kind: _kind, ...schedule }) => firstOccurrence(schedule, { from, to }) !== null)
    .slice(0, MAX_IN_CALENDAR);
  return { announcements };
}

export interface DeskAnnouncement extends Announcement {
  readonly withdrawnAt: Instant | null;
  /** null: it is over. */
  readonly next: { readonly startsAt: Instant; readonly endsAt: Instant } | null;
}

const MAX_LISTED = 200;

/**
 * Every announcement that is not over, and the newest others; newest first.
 * @throws DomainError `unauthenticated`, `forbidden`
 */
export async function listAnnouncements(
  ctx: ServiceContext,
): Promise<{ announcements: DeskAnnouncement[] }> {
  assertCan(ctx.actor, "announcement.write");
  const all = await readAnnouncements(ctx.database, sql`true`);
  const announcements = all.slice(0, MAX_LISTED).map((one): DeskAnnouncement => {
    const { kind: _kind, ...schedule } = one;
    const span = { from: ctx.now, to: addMs(ctx.now, 4 * UPCOMING_MS) };
    const next = one.withdrawnAt === null ? firstOccurrence(schedule, span) : null;
    return { ...one, next: next === null ? null : spanOf(next) };
  });
  return { announcements };
}
