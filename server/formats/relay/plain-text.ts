/** A code as people type it, made plain: capital letters, Western digits, single spaces, ASCII signs. */
import { ALIASES } from "./words.ts";

/** First digits of Arabic-Indic and of Extended Arabic-Indic (Urdu, Persian, Pashto), and of full-width forms. */
const ZEROS = [0x0660, 0x06f0, 0xff10] as const;

function westernDigit(char: string): string {
  const code = char.codePointAt(0) ?? 0;
  const zero = ZEROS.find((first) => code >= first && code <= first + 9);
  return zero === undefined ? char : String(code - zero);
}

/** Joiners and marks of direction are not seen; and no keyboard agrees on dashes and commas. */
export function plainText(text: string): string {
  return text
    .replace(/[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .replace(/[\u0660-\u0669\u06f0-\u06f9\uff10-\uff19]/g, westernDigit)
    .replace(/[\u2010-\u2015\u2212]/g, "-")
    .replace(/[\u060c\u066c]/g, ",")
    .replace(/\u066b/g, ".")
    .replace(/\s+/g, " ")
    .trim()
    .replace(/[a-z]/g, (letter) => letter.toUpperCase());
}

const AMOUNT = /^(?:\d|=|(?:NON|FEW|SEV|TEN|DOZ|SCO|HUN|THO|TTH|HTH)$)/;
const METRIC = /^(?:PX|TX|P|T|W)$/;

/** The words of a plain code: signs joined to what stands around them, `T 107` to `T107`, long words to letters. */
export function wordsOf(code: string): string[] {
  const words = code
    .replace(/ ?([/:=-]) ?/g, "$1")
    .replace(/ \+/g, "+")
    // Between digits it may part thousands or numbers: that is left for a question.
    .replace(/(?<!\d),|,(?!\d)/g, " ")
    .split(" ")
    .map((word) => word.replace(/[.;,!?]+$/, ""))
    .filter((word) => word !== "")
    .map((word) => (Object.hasOwn(ALIASES, word) ? (ALIASES[word] ?? word) : word));
  const joined: string[] = [];
  for (const word of words) {
    const before = joined.at(-1);
    if (before !== undefined && joined.length > 1 && METRIC.test(before) && AMOUNT.test(word)) {
      joined[joined.length - 1] = `${before}${word}`;
    } else joined.push(word);
  }
  return joined;
}
