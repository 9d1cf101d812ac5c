/**
 * Public Sans for Latin: its digits are all of one width, as a board needs; 27 KB, and only pages in English name it.
 * Vazirmatn for Arabic script, cut to the letters of Urdu, Pashto and Dari and to the weights in use; 25 KB instead of
 * 46, and only pages in those languages name it. Latin letters and digits on them are the system's: two fonts would
 * weigh more than all the rest of the page.
 *
 * A page asks for its font before its style sheet is read, so that the font is there before anything is painted: no system's
 * letters have its metrics, and a font that comes later breaks lines elsewhere and moves what is being read. It is still
 * `swap`: over a worse line the system's letters are read until it comes. next/font cannot ask for another file in each
 * language, so the faces stand in globals.css.
 *
 * How _fonts/vazirmatn-arabic.woff2 was made of @fontsource-variable/vazirmatn, by fonttools 4:
 *   fonttools varLib.instancer vazirmatn-arabic-wght-normal.woff2 wght=400:700 -o cut.ttf
 *   pyftsubset cut.ttf --flavor=woff2 --no-hinting \
 *     --layout-features=ccmp,isol,init,medi,fina,rlig,calt,liga,locl,tnum,mark,mkmk,curs \
 *     --unicodes=<its unicode-range in globals.css>
 */
import { directionOf, type Locale } from "./locales.ts";

const LATIN = new URL(
  "../node_modules/@fontsource-variable/public-sans/files/public-sans-latin-wght-normal.woff2",
  import.meta.url,
);
const ARABIC = new URL("./_fonts/vazirmatn-arabic.woff2", import.meta.url);

/** The address of the one font of pages in that language: the file that globals.css names. */
export const fontOf = (locale: Locale): string =>
  String(directionOf(locale) === "ltr" ? LATIN : ARABIC);
