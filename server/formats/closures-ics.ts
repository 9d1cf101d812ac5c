/**
 * Closures as a calendar (iCalendar, RFC 5545). A closure keeps its UID for life. SEQUENCE rises with
 * what is learnt of it: by two with each phase, and by one when it ends.
 */
import type { Closure } from "#server/domain/closure.ts";
import { closureId, compactInstant } from "./closure-id.ts";
import type { ClosureAtCrossing } from "./closures-csv.ts";
import { crossingUrl, type FeedInfo, feedHost } from "./feed-info.ts";
import { EXCEPTION_WORDS, lanesWords, listWords } from "./words/names.ts";

/** Octets a line may have without its line break (RFC 5545, 3.1). */
const MAX_LINE_OCTETS = 75;

const encoder = new TextEncoder();

/** Folds one content line between characters, never inside one. */
export function foldLine(line: string): string {
  let folded = "";
  let room = MAX_LINE_OCTETS;
  for (const character of line) {
    const octets = encoder.encode(character).length;
    if (octets > room) {
      folded += "\r\n ";
      // The leading space counts.
      room = MAX_LINE_OCTETS - 1;
    }
    folded += character;
    room -= octets;
  }
  return folded;
}

/** TEXT of RFC 5545, 3.3.11; control characters have no place in it. */
export function icsText(text: string): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/[^\P{Cc}\n]/gu, " ")
    .replace(/[\\;,]/g, "\\$&")
    .replaceAll("\n", "\\n");
}

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

export function writeClosuresIcs(closures: readonly ClosureAtCrossing[], info: FeedInfo): string {
  const lines = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//Gatewatch//Closures of border crossings//EN",
    "CALSCALE:GREGORIAN",
    "METHOD:PUBLISH",
    "NAME:Closures of border crossings",
    "X-WR-CALNAME:Closures of border crossings",
    ...closures.flatMap((closure) => writeEvent(closure, info)),
    "END:VCALENDAR",
  ];
  return lines.map((line) => `${foldLine(line)}\r\n`).join("");
}
