/** Cells of tables made plain: digits of every script that is written at these borders, numbers, ranges and times. */
import { parseInstant } from "#server/domain/parse-instant.ts";
import type { Instant } from "#server/domain/time.ts";
import { wallInstant } from "#server/domain/wall-time.ts";
import { findWordRange } from "#server/domain/words.ts";

/** First digits of Arabic-Indic, of Extended Arabic-Indic (Urdu, Persian, Pashto), and of full-width forms. */
const ZEROS = [0x0660, 0x06f0, 0xff10] as const;

function westernDigit(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const zero = ZEROS.find((first) => code >= first && code <= first + 9);
  return zero === undefined ? char : String(code - zero);
}

/** Without what is not seen, Western digits, ASCII dashes and commas, single spaces. */
export function plainCell(text: string): string {
  return text
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, westernDigit)
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/[\u060c\u066c]/g, ",")
    .replace(/\s+/g, " ")
    .trim();
}

export interface CellRange {
  readonly low: number;
  readonly high: number | null;
  /** The word of the printed table that it was; null: digits. */
  readonly word: string | null;
}

const WHOLE = "(?:\\d{1,3}(?:,\\d{3})+|\\d{1,9})";
const RANGE = new RegExp(`^(${WHOLE})(?:\\.0+)?(?: ?- ?(${WHOLE}))?( ?\\+)?$`);
const MORE_THAN = new RegExp(`^(?:>=? ?|more than )(${WHOLE})$`, "i");
const whole = (text: string) => Number(text.replaceAll(",", ""));

/**
 * `107`, `1,200`, `107-170`, `5000+`, `hundreds`, in any script's digits. `1.200` is refused: a thousand to one reader
 * and one to another.
 * @returns null when it is none of these
 */
export function readRange(text: string): CellRange | null {
  const plain = plainCell(text);
  const word = findWordRange(plain);
  if (word !== null) return { ...word, word: plain.toLowerCase() };
  const more = MORE_THAN.exec(plain);
  if (more?.[1] !== undefined) return { low: whole(more[1]), high: null, word: null };
  const found = RANGE.exec(plain);
  if (found?.[1] === undefined) return null;
  const low = whole(found[1]);
  if (found[3] !== undefined)
    return found[2] === undefined ? { low, high: null, word: null } : null;
  const high = found[2] === undefined ? low : whole(found[2]);
  return high < low ? null : { low, high, word: null };
}

const LOCAL = /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?$/;
const EPOCH = /^\d{10}(?:\d{3})?$/;

/**
 * An ISO date-time, with its zone or in `zone` (null: it must have its own), or seconds or milliseconds since 1970. A date in another order is
 * refused: nobody can tell 3/4 from 4/3.
 * @throws DomainError or Error with what to write instead
 */
export function readTime(text: string, zone: string | null): Instant {
  const plain = plainCell(text).replace(/ (?=(?:Z|[+-]\d\d:\d\d)$)/, "");
  if (EPOCH.test(plain)) {
    return new Date(Number(plain) * (plain.length === 10 ? 1_000 : 1)).toISOString();
  }
  const local = LOCAL.exec(plain);
  if (local === null || zone === null)
    return parseInstant(plain.replace(/^(\d{4}-\d\d-\d\d) /, "$1T"));
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = local
    .slice(1)
    .map((part) => Number(part ?? 0));
  // Refuses 31 February and 25 o'clock.
  parseInstant(`${plain.replace(" ", "T")}Z`);
  const days = Date.UTC(year, month - 1, day) / 86_400_000;
  return wallInstant({ day: days, ofDayMs: ((hour * 60 + minute) * 60 + second) * 1_000 }, zone);
}
