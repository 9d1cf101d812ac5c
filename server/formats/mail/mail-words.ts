/** What mails say, in English; the other languages are in mail-words-local.ts. */
import type { ExceptionClass, Metric, State } from "#server/domain/claim.ts";
import type { Mode } from "#server/domain/mode.ts";
import type { WatchLocale } from "#server/domain/watch.ts";
import type { StateEvent } from "#server/domain/watch-rule.ts";
import { DARI_WORDS, PASHTO_WORDS, URDU_WORDS } from "./mail-words-local.ts";

export interface MailWords {
  /** Where a language's countries are named by (BCP 47). */
  readonly tag: string;
  readonly list: string;
  readonly events: Readonly<Record<StateEvent, string>>;
  readonly states: Readonly<Record<State | "partial", string>>;
  readonly modes: Readonly<Record<Mode, string>>;
  readonly exceptions: Readonly<Record<ExceptionClass, string>>;
  readonly metrics: Readonly<Record<Metric, string>>;
  /** By level, 0 first. */
  readonly levels: readonly string[];
  readonly direction: (from: string, to: string) => string;
  readonly level: (to: string, from: string) => string;
  /** The best figure, behind the range that it lies in. */
  readonly best: (best: string) => string;
  readonly above: (figure: string, bound: string) => string;
  readonly below: (figure: string, bound: string) => string;
  readonly silence: (at: string) => string;
  readonly longer: (lane: string, hours: number, since: string) => string;
  readonly planned: (what: { title: string; party: string; from: string; to: string }) => string;
  readonly seenAt: (at: string) => string;
  readonly source: (name: string) => string;
  readonly speaksFor: (country: string) => string;
  readonly changes: (count: number) => string;
  readonly heldBack: (count: number) => string;
  readonly more: (count: number) => string;
  readonly board: string;
  readonly lastWord: (at: string) => string;
  readonly noneOpen: string;
  readonly asOf: (at: string) => string;
  readonly stop: string;
  readonly request: {
    readonly subject: (crossing: string) => string;
    readonly text: (crossing: string) => string;
    readonly press: string;
    readonly ignore: string;
  };
}

const ENGLISH_WORDS: MailWords = {
  tag: "en",
  list: ", ",
  events: {
    closed: "Closed",
    restricted: "Restricted",
    opened: "Open",
    first_movement: "First movement seen",
    announced_closure: "Closure announced, not seen",
    announced_reopening: "Reopening announced, nothing seen to move yet",
    exception_opened: "Moves although closed",
    exception_ended: "Moves no longer",
    unknown: "Unknown: the last word is too old",
  },
  states: {
    open: "open",
    restricted: "restricted",
    closed: "closed",
    unknown: "unknown",
    partial: "partly open",
  },
  modes: { pedestrian: "On foot", passenger: "Cars", truck: "Trucks", rail: "Rail" },
  exceptions: {
    returnees: "returnees",
    patients: "patients",
    empty_trucks: "empty trucks",
    perishables: "perishables",
    transit_sealed: "sealed transit",
    humanitarian: "humanitarian goods",
    diplomatic: "diplomats",
  },
  metrics: {
    people_stranded: "People stranded",
    trucks_stranded: "Trucks stranded",
    people_crossed_24h: "People crossed in 24 h",
    trucks_crossed_24h: "Trucks crossed in 24 h",
    wait_minutes: "Wait in minutes",
  },
  levels: ["Normal", "Advisory", "Elevated", "High", "Critical"],
  direction: (from, to) => `${from} to ${to}`,
  level: (to, from) => `Alert level ${to}, before ${from}`,
  best: (best) => `best ${best}`,
  above: (figure, bound) => `${figure}: at least ${bound}`,
  below: (figure, bound) => `${figure}: ${bound} or fewer again`,
  silence: (at) => `Silent: nothing seen since ${at}`,
  longer: (lane, hours, since) => `${lane}: closed for more than ${hours} h, since ${since}`,
  planned: ({ title, party, from, to }) => `Planned (${party}): ${title}, ${from} to ${to}`,
  seenAt: (at) => `As of ${at}.`,
  source: (name) => `Source: ${name}`,
  speaksFor: (country) => `speaks for ${country}`,
  changes: (count) => `It changed ${count} times meanwhile.`,
  heldBack: (count) => `Too much happened to tell it one by one: ${count} of these had to wait.`,
  more: (count) => `and ${count} more`,
  board: "How they stand now",
  lastWord: (at) => `last word ${at}`,
  noneOpen: "None is open.",
  asOf: (at) => `Written ${at}. What is open now may differ; look before you go:`,
  stop: "To stop these mails:",
  request: {
    subject: (crossing) => `Gatewatch: confirm that you want mail about ${crossing}`,
    text: (crossing) =>
      `Somebody, you we hope, asked Gatewatch to write to this address when ${crossing} opens or closes.`,
    press: "If it was you, open this page within two days and press the button there:",
    ignore: "If it was not, do nothing: you will hear no more of it.",
  },
};

export const MAIL_WORDS: Readonly<Record<WatchLocale, MailWords>> = {
  en: ENGLISH_WORDS,
  ur: URDU_WORDS,
  ps: PASHTO_WORDS,
  "fa-AF": DARI_WORDS,
};
