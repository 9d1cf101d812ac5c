/**
 * The end of a code, `*` and 28 characters: the report's id and two check characters, in Crockford's base 32, which has
 * no I, L, O and U (https://www.crockford.com/base32.html).
 *
 * The check is a polynomial over the code's characters modulo a prime: it finds every single wrong character and every
 * two neighbours in the wrong order, wherever they stand.
 */
import { wordsOf } from "./plain-text.ts";

const ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const ID_CHARS = 26;
const CHECK_CHARS = 2;
/** Largest prime below 32 * 32. */
const MODULUS = 1_021;
/** Greater than the value of any character, and of a high order modulo `MODULUS`. */
const BASE = 67;

/** 128 bits as 26 characters; the first stands for the three highest bits. */
function idToChars(id: string): string {
  let bits = BigInt(`0x${id.replaceAll("-", "")}`);
  let chars = "";
  for (let i = 0; i < ID_CHARS; i++) {
    chars = `${ALPHABET[Number(bits & 31n)]}${chars}`;
    bits >>= 5n;
  }
  return chars;
}

function charsToId(chars: string): string | null {
  let bits = 0n;
  for (const char of chars) bits = (bits << 5n) | BigInt(ALPHABET.indexOf(char));
  if (bits >= 1n << 128n) return null;
  const hex = bits.toString(16).padStart(32, "0");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join("-");
}

/** Each character of a code as a number from 1 to 66. */
const charValue = (char: string): number => char.charCodeAt(0) - 32 + 1;

/** Over words, so that spaces may be more, but a digit cannot move from one word to the next. */
function checkOf(code: string, id: string): string {
  const text = `${wordsOf(code).join(" ")}${id}`;
  let sum = 0;
  for (const char of text) sum = (sum * BASE + charValue(char)) % MODULUS;
  return `${ALPHABET[sum >> 5]}${ALPHABET[sum & 31]}`;
}

/** What is appended to a code: ` *`, the id, the check over both. */
export function withMark(code: string, id: string): string {
  const chars = idToChars(id);
  return `${code} *${chars}${checkOf(code, chars)}`;
}

export type Mark =
  | { readonly kind: "none"; readonly code: string }
  | { readonly kind: "id"; readonly code: string; readonly id: string }
  /** `length`: characters are missing or too many; `check`: one is wrong. */
  | { readonly kind: "unreadable"; readonly code: string; readonly why: "length" | "check" };

/** Takes the mark off a code. @param text in capital letters and Western digits, see `plainText` */
export function takeMark(text: string): Mark {
  const at = text.search(/[*#]/);
  if (at === -1) return { kind: "none", code: text };
  const code = text.slice(0, at);
  const chars = text
    .slice(at + 1)
    .replace(/[^0-9A-Z]/g, "")
    .replace(/[IL]/g, "1")
    .replaceAll("O", "0");
  const id = chars.slice(0, ID_CHARS);
  if (chars.length !== ID_CHARS + CHECK_CHARS) return { kind: "unreadable", code, why: "length" };
  if (checkOf(code, id) !== chars.slice(ID_CHARS))
    return { kind: "unreadable", code, why: "check" };
  const read = chars.includes("U") ? null : charsToId(id);
  return read === null
    ? { kind: "unreadable", code, why: "check" }
    : { kind: "id", code, id: read };
}
