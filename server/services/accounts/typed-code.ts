/** First digits of the scripts that phones here write: Arabic-Indic and Persian. */
const ZEROS = [0x06_60, 0x06_f0] as const;

function asciiDigit(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  const zero = ZEROS.find((one) => point >= one && point <= one + 9);
  return zero === undefined ? digit : String(point - zero);
}

/**
 * A code as it was meant, whatever keyboard wrote it: without spaces and hyphens, in capitals, with ASCII digits.
 * @example readTypedCode(" ۱۲۳ ۴۵۶ ") // "123456"
 */
export function readTypedCode(typed: string): string {
  return typed
    .replace(/[\s\p{Pd}\p{Cf}]/gu, "")
    .replace(/\p{Nd}/gu, asciiDigit)
    .toUpperCase();
}
