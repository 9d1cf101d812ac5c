/** Countries, crossings and directions by name in the reader's language. */
import type { CountryCode, Crossing, Direction } from "#server/domain/crossing.ts";
import { INTL_TAGS, type Locale } from "../locales.ts";

const names = new Map<Locale, Intl.DisplayNames>();

/** The country's name, its code where the language has none. */
export function countryName(locale: Locale, country: CountryCode): string {
  let display = names.get(locale);
  if (display === undefined) {
    display = new Intl.DisplayNames(INTL_TAGS[locale], { type: "region", fallback: "code" });
    names.set(locale, display);
  }
  return display.of(country) ?? country;
}

/** The crossing's name as a source in that language spells it, else its Latin name. */
export function crossingName(
  locale: Locale,
  crossing: Pick<Crossing, "name" | "localNames">,
): string {
  if (locale === "en") return crossing.name;
  return crossing.localNames[locale === "fa-AF" ? "fa" : locale] ?? crossing.name;
}

/** `PK-AF` as its two countries, in travelling order. */
export function directionEnds(direction: Direction): { from: CountryCode; to: CountryCode } {
  const [from = "", to = ""] = direction.split("-");
  return { from, to };
}
