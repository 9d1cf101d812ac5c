/** Countries, crossings and directions by name in the reader's language. */
import type { CountryCode, Crossing, Direction } from "#server/domain/crossing.ts";
import { INTL_TAGS, type Locale } from "../locales.ts";

const names = new Map<Locale, Intl.DisplayNames>();

/** Where Pashto's name is not the Dari one that `INTL_TAGS` asks for. Source: CLDR, ps. */
const PASHTO_NAMES: Readonly<Record<CountryCode, string>> = {
  IR: "ايران",
  TM: "تورکمنستان",
  UZ: "اوزبکستان",
};

/** The country's name, its code where the language has none. */
export function countryName(locale: Locale, country: CountryCode): string {
  if (locale === "ps" && PASHTO_NAMES[country] !== undefined) return PASHTO_NAMES[country];
  let display = names.get(locale);
  if (display === undefined) {
    display = new Intl.DisplayNames(INTL_TAGS[locale], { type: "region", fallback: "code" });
    names.set(locale, display);
  }
  return display.of(country) ?? country;
}

/** The crossing's name as the registry spells it in that language, else its Latin name. */
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
