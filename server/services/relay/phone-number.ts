/** Telephone numbers as E.164 writes them: `+923001234567`. */
import type { CountryCode } from "#server/domain/crossing.ts";

/** Calling codes of the countries on either side of the registry's crossings (ITU-T E.164). */
const COUNTRIES: Readonly<Record<string, CountryCode>> = {
  "+92": "PK",
  "+93": "AF",
  "+98": "IR",
  "+992": "TJ",
  "+993": "TM",
  "+998": "UZ",
};

/** A number as people and gateways write it, `+92 (300) 123-4567` or `0092…`; null when it is not international. */
export function parsePhoneNumber(text: string): string | null {
  const plain = text.replace(/[\s().-]/g, "").replace(/^00/, "+");
  return /^\+[1-9][0-9]{6,14}$/.test(plain) ? plain : null;
}

/** Whose clock a sender goes by. */
export function countryOfNumber(number: string): CountryCode | null {
  const code = [4, 3].map((length) => number.slice(0, length)).find((c) => c in COUNTRIES);
  return code === undefined ? null : (COUNTRIES[code] ?? null);
}
