/**
 * Relay code: a report as one SMS, which another phone or a gateway sends on. docs/relay-code.md is the grammar.
 *
 *   TKM C OUT T107 P40 1015                                     as a person writes it
 *   TKM C OUT T107.C P40 15OCT25 051523.250Z *0SBT…             as a phone writes it: exact time, id, check
 *
 * It holds only characters that are in the alphabet of every SMS (GSM 03.38), so 160 of them are one message, and in
 * the small one of a QR (ISO/IEC 18004, alphanumeric). Text that can be
 * read in two ways is never guessed at: reading gives a question, and what was understood beside it. What the code has
 * no words for is named by the writer (`left`), never dropped in silence.
 */
import type { z } from "zod";
import type { Crossing } from "#server/domain/crossing.ts";
import type { ReportInput } from "#server/domain/report-input.ts";
import type { Instant } from "#server/domain/time.ts";

/** Characters of one SMS in the GSM alphabet. */
export const SMS_CHARS = 160;

/** A report as it is sent: what the form, the outbox and the API hold. */
export type RelayReport = z.input<typeof ReportInput>;
export type RelayClaim = RelayReport["claims"][number];

/** What reading and writing need to know of a crossing. */
export type RelayCrossing = Pick<Crossing, "id" | "name" | "sides" | "lanes">;

/** What a code has no words for. */
export const LEFT_OUT = [
  "note",
  "exceptions",
  "times",
  "cause",
  "conditions",
  "what",
  "outlook",
] as const;
export type LeftOut = (typeof LEFT_OUT)[number];

export type RelayWriting =
  | { readonly code: string; readonly left: readonly LeftOut[] }
  | {
      readonly code: null;
      /**
       * `misfit`: not of this crossing; `nothing`: no claim that a code has words for; `too_long`: for one SMS;
       * `correction`: of another report, which has to come whole.
       */
      readonly why: "misfit" | "nothing" | "too_long" | "correction";
      readonly left: readonly LeftOut[];
    };

export const QUESTIONS = [
  "empty",
  "too_long",
  "which_crossing",
  "which_time",
  "no_time",
  "no_such_day",
  "unknown_word",
  "time_or_count",
  "no_lane",
  "which_lanes",
  "says_nothing",
  "mark_length",
  "mark_check",
] as const;
export type QuestionKind = (typeof QUESTIONS)[number];

export interface RelayQuestion {
  readonly kind: QuestionKind;
  /** The word that raised it; empty when it is about the whole. */
  readonly word: string;
  /** What it may have meant. */
  readonly options: readonly string[];
}

/** What was understood; with a question too. */
export interface Understood {
  readonly crossing: RelayCrossing | null;
  readonly claims: readonly RelayClaim[];
  readonly observedAt: Instant | null;
  /** IANA zone of the clock that the time was read from. */
  readonly zone: string | null;
  /** null: a person wrote it, without one. */
  readonly id: string | null;
}

export type RelayReading =
  | {
      readonly kind: "read";
      readonly understood: Understood & {
        readonly crossing: RelayCrossing;
        readonly observedAt: Instant;
        readonly zone: string;
      };
    }
  | {
      readonly kind: "question";
      readonly question: RelayQuestion;
      readonly understood: Understood;
    };
