/** The language of ours that a reader would rather have, by what their browser says (RFC 9110, 12.5.4). */
const OURS: Readonly<Record<string, string>> = {
  en: "en",
  ur: "ur",
  ps: "ps",
  fa: "fa-AF",
  prs: "fa-AF",
};
/** Nobody reads so many; a longer list is a mistake. */
const MAX_RANGES = 20;

/** `fa`, `fa-IR` and `prs` are read by who reads Dari; null: none of ours. */
export const localeOfTag = (tag: string): string | null =>
  OURS[tag.trim().toLowerCase().split(/[-_]/, 1)[0] ?? ""] ?? null;

/** @example preferredLocale("de, ur-PK;q=0.8, en;q=0.5") // "ur" */
export function preferredLocale(acceptLanguage: string): string | null {
  const wishes = acceptLanguage
    .split(",", MAX_RANGES)
    .map((range) => {
      const [tag = "", ...parameters] = range.split(";");
      const quality = parameters.map((one) => /^\s*q=([\d.]+)\s*$/i.exec(one)?.[1]).find(Boolean);
      return { locale: localeOfTag(tag), weight: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ locale, weight }) => locale !== null && weight > 0);
  return wishes.toSorted((a, b) => b.weight - a.weight)[0]?.locale ?? null;
}
