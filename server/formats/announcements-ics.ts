/**
 * Announcements in a calendar (iCalendar, RFC 5545). They are what somebody said of days to come: TENTATIVE, whatever is
 * announced. One keeps its UID for life; what is withdrawn is CANCELLED under the same UID with a higher SEQUENCE.
 */
import type { Announcement } from "#server/domain/announcement.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { parseRecurrence } from "#server/domain/recurrence.ts";
import { addMs, DAY_MS, earlierOf, type Instant, laterOf, SECOND_MS } from "#server/domain/time.ts";
import { wallInstant } from "#server/domain/wall-time.ts";
import { compactInstant } from "./closure-id.ts";
import { countryName } from "./country.ts";
import { crossingUrl, type FeedInfo, feedHost } from "./feed-info.ts";
import { icsText } from "./ics-text.ts";
import { compactWall, writeZone } from "./ics-zone.ts";
import { lanesWords } from "./words/names.ts";

export interface AnnouncementAtCrossing {
  readonly announcement: Announcement & { readonly withdrawnAt: Instant | null };
  readonly crossing: Crossing;
}

/** What repeats without an end is drawn so far ahead by a zone's clocks; a calendar asks again long before. */
const ZONE_REACH_MS = 5 * 366 * DAY_MS;

const KIND_WORDS: Readonly<Record<Announcement["kind"], string>> = {
  closure: "Planned closure",
  holiday: "Holiday",
  hours: "Opening hours",
};

/** UNTIL in UTC, which a beginning with a zone asks for (RFC 5545, 3.3.10); what else the rule says stays. */
function writeRule(rrule: string, zone: string): string {
  const { until } = parseRecurrence(rrule);
  if (until === null) return rrule;
  const last =
    until.kind === "instant"
      ? until.at
      : until.kind === "wall"
        ? wallInstant(until, zone)
        : addMs(wallInstant({ day: until.day + 1, ofDayMs: 0 }, zone), -SECOND_MS);
  return rrule.replace(/UNTIL=[^;]*/i, `UNTIL=${compactInstant(last)}`);
}

function describeAnnouncement({ announcement, crossing }: AnnouncementAtCrossing): string {
  const { kind, value, lanes, party, title } = announcement;
  const all = crossing.lanes.map(({ id }) => id);
  return [
    `${KIND_WORDS[kind]}: ${title}.`,
    `Announced by the authorities of ${countryName(party)}; said, not seen.`,
    `${value} for ${lanesWords(lanes, all)}.`,
    kind === "hours" ? "Closed outside of these hours." : null,
  ]
    .filter((line) => line !== null)
    .join("\n");
}

function writeEvent(entry: AnnouncementAtCrossing, info: FeedInfo): string[] {
  const { announcement, crossing } = entry;
  const { id, startsAt, endsAt, rrule, zone, value, title, madeAt, withdrawnAt } = announcement;
  const { position } = crossing;
  return [
    "BEGIN:VEVENT",
    `UID:announcement-${id}@${feedHost(info)}`,
    `DTSTAMP:${compactInstant(info.at)}`,
    `CREATED:${compactInstant(madeAt)}`,
    `DTSTART;TZID=${zone}:${compactWall(startsAt, zone)}`,
    `DTEND;TZID=${zone}:${compactWall(endsAt, zone)}`,
    ...(rrule === null ? [] : [`RRULE:${writeRule(rrule, zone)}`]),
    `SEQUENCE:${withdrawnAt === null ? 0 : 1}`,
    `SUMMARY:${icsText(`${crossing.name} announced ${value}: ${title}`)}`,
    `DESCRIPTION:${icsText(describeAnnouncement(entry))}`,
    `LOCATION:${icsText(crossing.name)}`,
    ...(position === null ? [] : [`GEO:${position.latitude};${position.longitude}`]),
    `URL:${crossingUrl(info, crossing.id)}`,
    `STATUS:${withdrawnAt === null ? "TENTATIVE" : "CANCELLED"}`,
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/** Zones, then events, as lines that are not folded yet. */
export function announcementLines(
  announcements: readonly AnnouncementAtCrossing[],
  info: FeedInfo,
): string[] {
  const all = announcements.map(({ announcement }) => announcement);
  const byZone = Map.groupBy(all, ({ zone }) => zone);
  const zones = [...byZone].flatMap(([zone, of]) =>
    writeZone(zone, {
      from: of.map(({ startsAt }) => startsAt).reduce(earlierOf),
      to: addMs([info.at, ...of.map(({ endsAt }) => endsAt)].reduce(laterOf), ZONE_REACH_MS),
    }),
  );
  return [...zones, ...announcements.flatMap((entry) => writeEvent(entry, info))];
}
