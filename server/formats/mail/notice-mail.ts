/** A notice as plain text in the language of its watch: what happened, as of when, by whose word, and where to look. */
import type { ChangeRange } from "#server/domain/change.ts";
import type { LaneId } from "#server/domain/crossing.ts";
import { formatDate, formatInstant, formatOffset } from "#server/domain/date-text.ts";
import { leftToRight } from "#server/domain/left-to-right.ts";
import { MODES } from "#server/domain/mode.ts";
import type { Instant } from "#server/domain/time.ts";
import type { WatchLocale } from "#server/domain/watch.ts";
import type { WatchWord } from "#server/domain/watch-event.ts";
import type { NoticeItem, NoticePlace, WatchNotice } from "#server/domain/watch-notice.ts";
import { MAIL_WORDS, type MailWords } from "./mail-words.ts";

export interface MailText {
  readonly subject: string;
  readonly text: string;
}

/** In whose language and by whose clocks a notice is written. */
export interface Reader {
  readonly locale: WatchLocale;
  /** IANA: a firm's own; for whoever watches one crossing those of its sides. */
  readonly zones: readonly string[];
}

interface Writer {
  readonly words: MailWords;
  readonly timeWords: (at: Instant) => string;
}

/**
 * An instant by the reader's clocks, each with how far it is from UTC; clocks that agree are one, and the day is said
 * once where it is the same.
 * @example "15 Oct 2025, 19:20 UTC+5 / 18:50 UTC+4:30"
 */
function timeWords(at: Instant, { locale, zones }: Reader): string {
  const byOffset = new Map(zones.map((zone) => [formatOffset(at, zone), zone]));
  const [first = "UTC", ...others] = byOffset.values();
  const day = (zone: string) => formatInstant(at, { locale, style: "day", zone });
  const text = (zone: string) => {
    const isSameDay = zone !== first && day(zone) === day(first);
    const date = formatDate(at, { locale, style: isSameDay ? "time" : "dayTime", zone });
    return `${date} ${formatOffset(at, zone)}`;
  };
  return [first, ...others].map(text).join(" / ");
}

const writerFor = (reader: Reader): Writer => ({
  words: MAIL_WORDS[reader.locale],
  timeWords: (at) => timeWords(at, reader),
});

const countryWords = (words: MailWords, country: string): string =>
  new Intl.DisplayNames([words.tag], { type: "region", fallback: "code" }).of(country) ?? country;

export function placeWords(locale: WatchLocale, { name, localNames }: NoticePlace): string {
  if (locale === "en") return name;
  return localNames[locale === "fa-AF" ? "fa" : locale] ?? name;
}

function directionWords(words: MailWords, direction: string): string {
  const [from = "", to = ""] = direction.split("-");
  return words.direction(countryWords(words, from), countryWords(words, to));
}

function laneWords(words: MailWords, lane: LaneId): string {
  const [direction = "", named] = lane.split("/");
  const mode = MODES.find((one) => one === named);
  const place = directionWords(words, direction);
  return mode === undefined ? place : `${words.modes[mode]}${words.list}${place}`;
}

/** Mail programs show less. */
const MAX_SUBJECT_CHARS = 200;

/** In the digits that readers of the language expect. */
const numberWords = (words: MailWords, value: number): string =>
  new Intl.NumberFormat(words.tag).format(value);

/** As pages do: the range, and in it the best figure where there is one; never one number for what is disputed. */
function rangeWords(words: MailWords, { low, best, high }: ChangeRange): string {
  const from = numberWords(words, low);
  if (low === high) return from;
  const text = high === null ? `${from}+` : `${from}–${numberWords(words, high)}`;
  const span = words.tag === "en" ? text : leftToRight(text);
  return best === null ? span : `${span} (${words.best(numberWords(words, best))})`;
}

function figureWords(words: MailWords, word: WatchWord & { kind: "figure" }): string {
  const place =
    word.lane !== null
      ? laneWords(words, word.lane)
      : word.side === null
        ? null
        : countryWords(words, word.side);
  const metric = [words.metrics[word.metric], place].filter((one) => one !== null).join(words.list);
  const said = `${metric}: ${rangeWords(words, word.range)}`;
  const bound = numberWords(words, word.bound);
  return word.is === "above" ? words.above(said, bound) : words.below(said, bound);
}

const levelWords = (words: MailWords, level: number): string =>
  `${level} ${words.levels[level] ?? ""}`.trim();

/** One thing that happened, without its crossing. */
function wordWords({ words, timeWords }: Writer, word: WatchWord): string {
  switch (word.kind) {
    case "lane":
      return `${words.events[word.event]}: ${laneWords(words, word.lane)}`;
    case "exception": {
      const where =
        word.direction === null ? "" : `${words.list}${directionWords(words, word.direction)}`;
      return `${words.events[word.event]}: ${words.exceptions[word.class]}${where}`;
    }
    case "level":
      return words.level(levelWords(words, word.to), levelWords(words, word.from));
    case "figure":
      return figureWords(words, word);
    case "silence":
      return words.silence(timeWords(word.lastWordAt));
    case "closure_longer":
      return words.longer(laneWords(words, word.lane), word.hours, timeWords(word.since));
    case "planned":
      return words.planned({
        title: word.title,
        party: countryWords(words, word.party),
        from: timeWords(word.startsAt),
        to: timeWords(word.endsAt),
      });
  }
}

/** Lanes of which the same is told at once are one line. */
const sameness = ({ crossing, word, observedAt, changes, source }: NoticeItem): string =>
  JSON.stringify([
    crossing.id,
    word.kind === "lane" ? word.event : word,
    observedAt,
    changes,
    source?.name,
  ]);

function groupLine(writer: Writer, group: readonly NoticeItem[]): string {
  const { words } = writer;
  const [first] = group;
  if (first === undefined) return "";
  if (first.word.kind !== "lane" || group.length === 1) return wordWords(writer, first.word);
  const lanes = group.flatMap(({ word }) =>
    word.kind === "lane" ? [laneWords(words, word.lane)] : [],
  );
  return `${words.events[first.word.event]}: ${lanes.join("; ")}`;
}

function sourceLine(
  { words, timeWords }: Writer,
  { observedAt, changes, source }: NoticeItem,
): string {
  const party = source?.party ?? null;
  const said =
    source === null
      ? ""
      : party === null
        ? words.source(source.name)
        : `${words.source(source.name)} (${words.speaksFor(countryWords(words, party))})`;
  const flapped = changes > 1 ? words.changes(changes) : "";
  return ["  ", words.seenAt(timeWords(observedAt)), said, flapped]
    .filter((one) => one !== "")
    .join(" ");
}

function boardLines(
  locale: WatchLocale,
  { words, timeWords }: Writer,
  { board }: WatchNotice,
): string[] {
  if (board.length === 0) return [];
  const lines = board.map(({ crossing, value, lastWordAt }) => {
    const age = lastWordAt === null ? "" : ` (${words.lastWord(timeWords(lastWordAt))})`;
    return `- ${placeWords(locale, crossing)}: ${words.states[value]}${age}`;
  });
  const none = board.every(({ value }) => value === "closed") ? [words.noneOpen] : [];
  return ["", `${words.board}:`, ...lines, ...none];
}

export interface NoticeLinks {
  /** Of a crossing's page. */
  readonly crossing: (id: string) => string;
  /** Where these mails are stopped. */
  readonly stop: string;
}

/** What happened in one line: the first thing, and how many more there are. */
export function noticeHeadline({ items }: Pick<WatchNotice, "items">, reader: Reader): string {
  const writer = writerFor(reader);
  const { words } = writer;
  const groups = [...Map.groupBy(items, sameness).values()];
  const [first = []] = groups;
  const place = first[0]?.crossing;
  if (place === undefined) return "";
  const more = groups.length > 1 ? `${words.list}${words.more(groups.length - 1)}` : "";
  return `${placeWords(reader.locale, place)}: ${groupLine(writer, first)}${more}`;
}

/** Everything that it tells, line by line: by crossing, then how the others stand. */
export function noticeText(notice: WatchNotice, reader: Reader): string[] {
  const { locale } = reader;
  const writer = writerFor(reader);
  const groups = [...Map.groupBy(notice.items, sameness).values()];
  const lines = placesOf(notice).flatMap((id) => {
    const ofPlace = groups.filter(([first]) => first?.crossing.id === id);
    const place = ofPlace[0]?.[0]?.crossing;
    const told = ofPlace.flatMap((group) => {
      const [first] = group;
      return first === undefined
        ? []
        : [`- ${groupLine(writer, group)}`, sourceLine(writer, first)];
    });
    return place === undefined ? [] : ["", placeWords(locale, place), ...told];
  });
  return [
    ...(notice.heldBack > 0 ? [writer.words.heldBack(notice.heldBack)] : []),
    ...lines,
    ...boardLines(locale, writer, notice),
  ];
}

const placesOf = ({ items }: WatchNotice): string[] => [
  ...new Set(items.map(({ crossing }) => crossing.id)),
];

export function noticeMail(notice: WatchNotice, reader: Reader, links: NoticeLinks): MailText {
  const { words, timeWords } = writerFor(reader);
  return {
    subject: noticeHeadline(notice, reader).slice(0, MAX_SUBJECT_CHARS),
    text: [
      notice.watch.name,
      ...noticeText(notice, reader),
      "",
      words.asOf(timeWords(notice.at)),
      ...placesOf(notice).map(links.crossing),
      "",
      words.stop,
      links.stop,
      "",
    ].join("\n"),
  };
}

/** The mail that asks whether somebody really wants to be told. */
export function requestMail(place: NoticePlace, locale: WatchLocale, link: string): MailText {
  const { request } = MAIL_WORDS[locale];
  const name = placeWords(locale, place);
  return {
    subject: request.subject(name),
    text: [request.text(name), "", request.press, link, "", request.ignore, ""].join("\n"),
  };
}
