/** Letters that keyboards of one language have for those of another, and forms that are written by hand for each other. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/[\u064A\u0649\u06CD\u06D0\u06D2]/g, "\u06CC"],
  [/\u0643/g, "\u06A9"],
  [/\u06AB/g, "\u06AF"],
  [/[\u0629\u06BE\u06C0\u06C1\u06C3\u06D5]/g, "\u0647"],
  [/\u0671/g, "\u0627"],
  [/[\u06BA\u06BC]/g, "\u0646"],
];

const ZERO_OF = [0x0660, 0x06f0];

/**
 * A name as it is compared: small letters without accents, vowel marks and joiners, one letter for those that are taken for
 * each other between Urdu, Pashto, Dari and Arabic, Western digits, single spaces.
 * @example foldName("Spīn-Bōldak") // "spin boldak"
 */
export function foldName(text: string): string {
  const plain = text
    .toLowerCase()
    .normalize("NFKD")
    .replace(/[\p{M}\u0640\u200C\u200D]/gu, "");
  const alike = ALIKE.reduce((name, [letters, one]) => name.replace(letters, one), plain);
  const digits = alike.replace(/[\u0660-\u0669\u06F0-\u06F9]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const zero = ZERO_OF.find((one) => code >= one && code <= one + 9) ?? code;
    return String(code - zero);
  });
  return digits.replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}
