/** The plain sentence of a crossing, made from data alone: what is open for whom, since when, and how sure that is. */
import type { useTranslations } from "next-intl";
import type { Direction } from "#server/domain/crossing.ts";
import type { LiveStatus } from "#server/domain/live-status.ts";
import {
  type LaneScope,
  type PlainDoubt,
  type PlainException,
  type PlainState,
  plainStatus,
} from "#server/domain/plain-status.ts";
import type { Instant, TimeBound } from "#server/domain/time.ts";
import type { Locale } from "../locales.ts";
import { countryName, directionEnds } from "./country.ts";
import { formatBound, formatDate, formatOffset } from "./date.ts";
import { formatList, PUNCTUATION } from "./list.ts";

export interface SentenceWords {
  /** Of the namespace `sentence`. */
  readonly t: ReturnType<typeof useTranslations<"sentence">>;
  readonly locale: Locale;
  /** The crossing's, in that language. */
  readonly name: string;
  /** IANA zone of the crossing, for days and times. */
  readonly zone: string;
  /** The instant of a past view; null: now. */
  readonly pastAt: Instant | null;
  /** Whether a sentence about the past says of which instant it speaks; it does when not given. */
  readonly isDated?: boolean;
}

/** Cities by which a zone of this region is named; another zone is named by its offset. */
const CITIES = {
  "Asia/Karachi": "karachi",
  "Asia/Kabul": "kabul",
  "Asia/Tehran": "tehran",
  "Asia/Ashgabat": "ashgabat",
  "Asia/Samarkand": "samarkand",
  "Asia/Tashkent": "tashkent",
  "Asia/Dushanbe": "dushanbe",
} as const;

const isNamed = (zone: string): zone is keyof typeof CITIES => Object.hasOwn(CITIES, zone);

/** Day and time on a clock at the crossing, with whose clock it is: `12 Oct 2025, 14:00 in Kabul`. */
export function formatThere(
  at: Instant,
  { t, locale, zone }: Pick<SentenceWords, "t" | "locale" | "zone">,
): string {
  const date = formatDate(at, { locale, style: "dayTime", zone });
  return isNamed(zone)
    ? t("there", { date, city: t(`city.${CITIES[zone]}`) })
    : t("thereOffset", { date, offset: formatOffset(at, zone) });
}

function sinceWords(since: TimeBound | null, words: SentenceWords): string {
  // ICU's `select` reads this word: there is no since.
  if (since === null) return "none";
  const isTimed = since.text.includes("T");
  const date = isTimed
    ? formatThere(since.earliestAt, words)
    : formatBound(since, words.locale, words.zone);
  return words.t(`since.${since.precision}`, { date });
}

function routeWords(direction: Direction | null, { t, locale }: SentenceWords): string {
  if (direction === null) return t("route.both");
  const { from, to } = directionEnds(direction);
  return t("route.oneWay", { from: countryName(locale, from), to: countryName(locale, to) });
}

function scopeWords({ modes, direction }: LaneScope, words: SentenceWords) {
  const { t, locale } = words;
  const named = modes?.map((mode) => t(`mode.${mode}`)) ?? [t("mode.all")];
  return {
    scope: modes === null && direction === null ? "all" : "some",
    modes: formatList(locale, named),
    route: routeWords(direction, words),
  };
}

const tenseOf = ({ pastAt }: SentenceWords) => (pastAt === null ? "now" : "past");

/** @param name the crossing's, or the pronoun that stands for it from the second clause on */
function stateClause(state: PlainState, name: string, words: SentenceWords): string {
  const { t, locale, zone } = words;
  const given = { ...scopeWords(state, words), tense: tenseOf(words), name };
  if (state.value !== "unknown") {
    return t(`state.${state.value}`, { ...given, since: sinceWords(state.since, words) });
  }
  if (state.lastSeen === null) return t("state.never", given);
  const date = formatDate(state.lastSeen.at, { locale, style: "day", zone });
  return t("state.unknown", { ...given, seen: state.lastSeen.value, date });
}

function exceptionClause(exception: PlainException, words: SentenceWords): string {
  const { t, locale } = words;
  return t(`exception.${exception.state}`, {
    who: formatList(
      locale,
      exception.classes.map((one) => t(`who.${one}`)),
    ),
    route: routeWords(exception.direction, words),
    mode: exception.mode ?? "none",
    tense: tenseOf(words),
  });
}

function doubtClause(doubt: PlainDoubt, words: SentenceWords): string {
  return words.t(`doubt.${doubt.kind}`, { ...scopeWords(doubt, words), tense: tenseOf(words) });
}

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/**
 * One sentence that says how a crossing is, or was, for whom.
 * @example "Torkham has been closed to all traffic in both directions since 12 Oct 2025; returnees may cross from
 *   Pakistan to Afghanistan on foot."
 */
export function plainSentence(
  status: Pick<LiveStatus, "lanes" | "exceptions">,
  words: SentenceWords,
): string {
  const { t, locale, name, pastAt, isDated = true } = words;
  const { semicolon, stop } = PUNCTUATION[locale];
  const { states, exceptions, doubts } = plainStatus(status);
  const clauses = [
    ...states.map((state, index) => stateClause(state, index === 0 ? name : t("pronoun"), words)),
    ...exceptions.map((exception) => exceptionClause(exception, words)),
    ...doubts.map((doubt) => doubtClause(doubt, words)),
  ];
  if (clauses.length === 0) clauses.push(t("noLanes", { name }));
  const sentence = `${capitalised(clauses.join(semicolon))}${stop}`;
  return pastAt === null || !isDated
    ? sentence
    : t("asOf", { at: formatThere(pastAt, words), sentence });
}
