/** The words of SMS replies. A language is chosen by a word in the message, else by the gateway, else it is English. */
import type { Claim } from "#server/domain/claim.ts";
import type { QuestionKind } from "./relay-code.ts";
import { DARI, PASHTO, URDU } from "./reply-words-local.ts";

type CountClaim = Extract<Claim, { kind: "count" }>;
type StateClaim = Extract<Claim, { kind: "state" }>;
type PostureClaim = Extract<Claim, { kind: "posture" }>;

/** Why nothing was stored, where it is no question. */
export const REPLY_REFUSALS = ["invalid", "forbidden", "not_found", "conflict"] as const;
export type ReplyRefusal = (typeof REPLY_REFUSALS)[number];

export interface ReplyWords {
  readonly received: string;
  readonly before: string;
  readonly notStored: string;
  readonly understood: string;
  /** Null: as it is said in English, which names the field. */
  readonly refusals: Readonly<Record<ReplyRefusal, string>> | null;
  /** Where `{word}` stands, the word in question. */
  readonly questions: Readonly<Record<QuestionKind, string>>;
  /** `{count}`: what was meant as a time and reads as a count. */
  readonly noTimeButCount: string;
  /** What may be written; `{options}` joined by `or`. */
  readonly write: string;
  readonly or: string;
  readonly values: Readonly<Record<StateClaim["value"], string>>;
  readonly announced: string;
  readonly metrics: Readonly<Record<CountClaim["metric"], string>>;
  readonly postures: Readonly<Record<PostureClaim["value"], string>>;
  readonly forces: string;
  readonly noChange: string;
  readonly allLanes: string;
  readonly modes: Readonly<Record<"pedestrian" | "passenger" | "truck" | "rail", string>>;
  readonly semicolon: string;
  readonly comma: string;
  readonly stop: string;
}

const ENGLISH: ReplyWords = {
  received: "Received.",
  before: "Received before.",
  notStored: "Not stored.",
  understood: "Understood:",
  refusals: null,
  questions: {
    empty: "The message is empty. Write for example TKM C OUT T107 P40 1015",
    too_long: "The message is too long. Send one report.",
    which_crossing: "Which crossing is {word}?",
    which_time: "Which time, on whose clock? {word} does not fit.",
    no_time: "At what time? Add it, such as 1015.",
    no_such_day: "Which day? No calendar has that one.",
    unknown_word: "What is {word}?",
    time_or_count: "Is {word} a time or a count?",
    no_lane: "Which lanes are {word}?",
    which_lanes: "Which direction is {word} for?",
    says_nothing: "What was seen there?",
    mark_length: "After the * there should be 28 characters. Send the code again.",
    mark_check: "A character of the code is wrong. Send it again.",
  },
  noTimeButCount: "At what time? {count} is a count. Add a time such as 1015.",
  write: "Write {options}.",
  or: " or ",
  values: { open: "open", restricted: "restricted", closed: "closed" },
  announced: "announced {value}",
  metrics: {
    people_stranded: "people",
    trucks_stranded: "trucks",
    people_crossed_24h: "people crossed",
    trucks_crossed_24h: "trucks crossed",
    wait_minutes: "wait min",
  },
  postures: { normal: "normal", heightened: "heightened", high_alert: "high alert" },
  forces: "forces {side} {posture}",
  noChange: "no change",
  allLanes: "all lanes",
  modes: { pedestrian: "pedestrian", passenger: "passenger", truck: "truck", rail: "rail" },
  semicolon: "; ",
  comma: ", ",
  stop: ".",
};

export const REPLY_LANGUAGES = ["en", "ur", "ps", "fa-AF"] as const;
export type ReplyLanguage = (typeof REPLY_LANGUAGES)[number];

export const REPLY_WORDS: Readonly<Record<ReplyLanguage, ReplyWords>> = {
  en: ENGLISH,
  ur: URDU,
  ps: PASHTO,
  "fa-AF": DARI,
};

/** What a sender adds to a code for an answer in another language. `FA` is the forces' high alert. */
const LANGUAGE_WORDS: Readonly<Record<string, ReplyLanguage>> = {
  EN: "en",
  UR: "ur",
  PS: "ps",
  DR: "fa-AF",
};

/** The language that a word of a plain code asks for; null when it is another word. */
export function wordToLanguage(word: string): ReplyLanguage | null {
  return Object.hasOwn(LANGUAGE_WORDS, word) ? (LANGUAGE_WORDS[word] ?? null) : null;
}
