/** In this order: most browsers also name those they descend from. */
const BROWSERS = [
  ["Edge", /\bEdg/],
  ["Opera", /\bOPR\//],
  ["Samsung Internet", /SamsungBrowser/],
  ["UC Browser", /UCBrowser/],
  ["Firefox", /Firefox|FxiOS/],
  ["Chrome", /Chrome|CriOS/],
  ["Safari", /Safari/],
] as const;

const SYSTEMS = [
  ["Android", /Android/],
  ["iPhone", /iPhone/],
  ["iPad", /iPad/],
  ["Windows", /Windows/],
  ["macOS", /Mac OS X/],
  ["ChromeOS", /CrOS/],
  ["Linux", /Linux/],
] as const;

/**
 * A browser in few words, from its `User-Agent`; null when it says nothing that we know.
 * @example nameDevice("Mozilla/5.0 (Linux; Android 11; SM-A107F) … Chrome/119.0 Mobile Safari/537.36") // "Chrome, Android"
 */
export function nameDevice(userAgent: string | null): string | null {
  if (userAgent === null) return null;
  const browser = BROWSERS.find(([, pattern]) => pattern.test(userAgent))?.[0];
  const system = SYSTEMS.find(([, pattern]) => pattern.test(userAgent))?.[0];
  const known = [browser, system].filter((one) => one !== undefined);
  return known.length === 0 ? null : known.join(", ");
}
