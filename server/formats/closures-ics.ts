/**
 * Closures and announcements as a calendar (iCalendar, RFC 5545). A closure keeps its UID for life. SEQUENCE rises with
 * what is learnt of it: by two with each phase, and by one when it ends.
 */
import type { Closure } from "#server/domain/closure.ts";
import { type AnnouncementAtCrossing, announcementLines } from "./announcements-ics.ts";
import { closureId, compactInstant } from "./closure-id.ts";
import type { ClosureAtCrossing } from "./closures-csv.ts";
import { crossingUrl, type FeedInfo, feedHost } from "./feed-info.ts";
import { foldLine, icsText } from "./ics-text.ts";
import { EXCEPTION_WORDS, lanesWords, listWords } from "./words/names.ts";

const END_WORDS: Readonly<Record<Closure["end"], string>> = {
  reopened: "Reopened; first movement or reopening at the end of this entry.",
  lost_sight: "How it ended is not known; nobody reported on it after the end of this entry.",
  ongoing: "Still closed at the end of this entry, which is when this calendar was made.",
};

function describeClosure({ closure, crossing }: ClosureAtCrossing): string {
  const { from, cause, lanes, phases, end } = closure;
  const all = crossing.lanes.map((lane) => lane.id);
  const isExact = from.precision === "instant" || from.precision === "hour";
  const exceptions = new Set(phases.flatMap((phase) => phase.exceptions.map((e) => e.class)));
  return [
    `Closed at ${crossing.name}: ${lanesWords(lanes, all)}.`,
    isExact ? null : `Since ${from.text} (known to the ${from.precision.replaceAll("_", " ")}).`,
    cause === null ? null : `Cause: ${cause.replaceAll("_", " ")}.`,
    exceptions.size === 0
      ? null
      : `Some passed: ${listWords([...exceptions].map((name) => EXCEPTION_WORDS[name]))}.`,
    END_WORDS[end],
  ]
    .filter((line) => line !== null)
    .join("\n");
}

function sequenceOf({ phases, end }: Closure): number {
  return phases.length * 2 + (end === "ongoing" ? 0 : 1);
}

function writeEvent(entry: ClosureAtCrossing, info: FeedInfo): string[] {
  const { closure, crossing } = entry;
  const { position } = crossing;
  return [
    "BEGIN:VEVENT",
    `UID:closure-${closureId(closure)}@${feedHost(info)}`,
    `DTSTAMP:${compactInstant(info.at)}`,
    `DTSTART:${compactInstant(closure.fromAt)}`,
    `DTEND:${compactInstant(closure.toAt)}`,
    `SEQUENCE:${sequenceOf(closure)}`,
    `SUMMARY:${icsText(`${crossing.name} closed`)}`,
    `DESCRIPTION:${icsText(describeClosure(entry))}`,
    `LOCATION:${icsText(crossing.name)}`,
    ...(position === null ? [] : [`GEO:${position.latitude};${position.longitude}`]),
    `URL:${crossingUrl(info, crossing.id)}`,
    "STATUS:CONFIRMED",
    "TRANSP:TRANSPARENT",
    "END:VEVENT",
  ];
}

/** @param announcements of what is to come, beside what was seen */
export function writeClosuresIcs(
  closures: readonly ClosureAtCrossing[],
  announcements: readonly AnnouncementAtCrossing[],
  info: FeedInfo,
): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Gatewatch//Closures of border crossings//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "NAME:Closures of border crossings",
    "X-WR-CALNAME:Closures of border crossings",
    ...announcementLines(announcements, info),
    ...closures.flatMap((closure) => writeEvent(closure, info)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join("");
}
