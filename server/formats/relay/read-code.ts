import type { Instant } from "#server/domain/time.ts";
import { wordToCount } from "./count-words.ts";
import { codesLike, crossingNamed } from "./crossing-codes.ts";
import { wordToLanes } from "./lane-words.ts";
import { plainText, wordsOf } from "./plain-text.ts";
import type {
  QuestionKind,
  RelayClaim,
  RelayCrossing,
  RelayReading,
  Understood,
} from "./relay-code.ts";
import { type ReplyLanguage, wordToLanguage } from "./reply-words.ts";
import { takeMark } from "./report-mark.ts";
import {
  type ClockWord,
  type DayWord,
  readClock,
  readDay,
  resolveTime,
  zoneOf,
} from "./time-words.ts";
import { keyOf, POSTURE_LETTERS, STATE_LETTERS } from "./words.ts";

/** Longer text is no SMS, not even one in several parts. */
const MAX_TEXT = 1_000;
const MAX_WORD_SHOWN = 20;

export interface ReadOptions {
  readonly crossings: readonly RelayCrossing[];
  readonly receivedAt: Instant;
  /** Whose clock a time is read from when it does not say; the crossing's first side when absent or no side of it. */
  readonly country?: string | undefined;
}

interface Asked {
  readonly kind: QuestionKind;
  readonly word: string;
  readonly options: readonly string[];
}

interface State {
  readonly crossing: RelayCrossing;
  readonly claims: RelayClaim[];
  clock: ClockWord | null;
  day: DayWord | null;
}

const ask = (kind: QuestionKind, word = "", options: readonly string[] = []): Asked => ({
  kind,
  word: word.slice(0, MAX_WORD_SHOWN),
  options,
});

/** Reads the words of a state and the words for lanes after it. */
function readState(state: State, words: readonly string[], from: number): number | Asked {
  const [, announced, letter = ""] = /^(A?)([COR])$/.exec(words[from] ?? "") ?? [];
  const value = keyOf(STATE_LETTERS, letter);
  if (value === undefined) return from;
  const ids = new Set<string>();
  const shapes = new Set<boolean>();
  let at = from + 1;
  for (; at < words.length; at++) {
    const word = words[at] ?? "";
    const next = words[at + 1] ?? "";
    // `OUT T`, `OUT TRUCK`, `OUT /T`: the mode in a word of its own.
    const isMode = /^\/[WBTR]{1,4}$/.test(next) || /^[WT]$/.test(next);
    const hasOwn = /^(?:OUT|IN|ALL|[A-Z]{2}-?[A-Z]{2})$/.test(word) && isMode;
    const whole = hasOwn
      ? `${word}/${next.replace("/", "")}`
      : /^[WT]$/.test(word)
        ? `/${word}`
        : word;
    const lanes = wordToLanes(state.crossing, whole);
    if (lanes === null) break;
    if (lanes.length === 0) {
      return ask("no_lane", whole, [...new Set(state.crossing.lanes.map((lane) => lane.id))]);
    }
    // `T OUT`: trucks, and everything out? Or trucks out?
    if (shapes.add(whole.startsWith("/")).size > 1) return ask("which_lanes", word, ["OUT/T"]);
    for (const lane of lanes) ids.add(lane.id);
    if (hasOwn) at += 1;
  }
  const lanes = state.crossing.lanes
    .map((lane) => lane.id)
    .filter((id) => ids.size === 0 || ids.has(id));
  const track = announced === "A" ? ("announced" as const) : ("observed" as const);
  state.claims.push({ kind: "state", lanes, value, track });
  return at;
}

/** Reads one word that is no state; the question that it raises, or null. */
function readWord(state: State, word: string): Asked | null {
  if (word === "NC") {
    state.claims.push({ kind: "no_change" });
    return null;
  }
  const clock = readClock(word);
  if (clock !== null) {
    if (state.clock !== null) return ask("which_time", word);
    state.clock = clock;
    return null;
  }
  const day = readDay(word);
  if (day !== null) {
    if (state.day !== null) return ask("which_time", word);
    state.day = day;
    return null;
  }
  const isClock = word === "Z" || state.crossing.sides.some((side) => side.country === word);
  if (isClock && state.clock !== null && state.clock.clock === null) {
    state.clock = { ...state.clock, clock: word };
    return null;
  }
  const [, letters = "", side = ""] = /^(F[NHA])\/([A-Z]{2})$/.exec(word) ?? [];
  const posture = keyOf(POSTURE_LETTERS, letters);
  if (posture !== undefined && state.crossing.sides.some((one) => one.country === side)) {
    state.claims.push({ kind: "posture", side, value: posture });
    return null;
  }
  const count = wordToCount(state.crossing, word);
  if (count !== null) {
    state.claims.push(count);
    return null;
  }
  if (/^\d+$/.test(word)) {
    const time = word.padStart(4, "0");
    return ask("time_or_count", word, [...(readClock(time) === null ? [] : [time]), `T${word}`]);
  }
  return ask("unknown_word", word);
}

function readWords(state: State, words: readonly string[]): Asked | null {
  for (let at = 0; at < words.length; ) {
    const next = readState(state, words, at);
    if (typeof next !== "number") return next;
    if (next > at) {
      at = next;
      continue;
    }
    const asked = readWord(state, words[at] ?? "");
    if (asked !== null) return asked;
    at += 1;
  }
  if (state.claims.length === 0) return ask("says_nothing");
  if (state.clock !== null) return null;
  // `T 1015` is a count; whoever meant a time is told so.
  const counts = words.filter((word) => /^[PTWX]{1,2}(?:[01]\d|2[0-3])[0-5]\d$/.test(word));
  return ask("no_time", "", counts);
}

const NOTHING: Understood = {
  crossing: null,
  claims: [],
  observedAt: null,
  zone: null,
  id: null,
};

function question(asked: Asked, understood: Understood): RelayReading {
  return { kind: "question", question: asked, understood };
}

/** Reads a code; whatever the text is, the outcome is a report or a question. Nothing is thrown. */
export function readRelayCode(text: string, options: ReadOptions): RelayReading {
  if (text.length > MAX_TEXT) return question(ask("too_long"), NOTHING);
  const mark = takeMark(plainText(text));
  const [first, ...rest] = wordsOf(mark.code);
  const words = rest.filter((word) => wordToLanguage(word) === null);
  if (first === undefined) return question(ask("empty"), NOTHING);
  const named = crossingNamed(first);
  const crossing = options.crossings.find(({ id }) => id === named);
  if (crossing === undefined)
    return question(ask("which_crossing", first, codesLike(first)), NOTHING);
  const state: State = { crossing, claims: [], clock: null, day: null };
  const asked = readWords(state, words);
  const { sides } = crossing;
  const own = sides.find(({ country }) => country === options.country)?.zone ?? sides[0].zone;
  const { clock, day } = state;
  const zone = clock === null ? null : zoneOf(crossing, clock.clock, own);
  const observedAt =
    clock === null || zone === null
      ? null
      : resolveTime({ clock, day, zone, receivedAt: options.receivedAt });
  const id = mark.kind === "id" ? mark.id : null;
  const understood: Understood = { crossing, claims: state.claims, observedAt, zone, id };
  // A wrong character is behind whatever else cannot be read.
  if (mark.kind === "unreadable") return question(ask(`mark_${mark.why}`), understood);
  if (asked !== null) return question(asked, understood);
  if (zone === null) {
    const countries = sides.map(({ country }) => country);
    return question(ask("which_time", clock?.clock ?? "", countries), understood);
  }
  if (observedAt === null) return question(ask("no_such_day"), understood);
  return { kind: "read", understood: { ...understood, crossing, observedAt, zone } };
}

/** The language in which a message asks to be answered, by a word in it; null when it does not say. */
export function readLanguage(text: string): ReplyLanguage | null {
  if (text.length > MAX_TEXT) return null;
  const [, ...words] = wordsOf(takeMark(plainText(text)).code);
  return words.map(wordToLanguage).find((language) => language !== null) ?? null;
}
