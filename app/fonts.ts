/**
 * Public Sans for Latin: its digits are all of one width, as a board needs; 27 KB, and only pages in English name it.
 * Vazirmatn for Arabic script, cut to the letters of Urdu, Pashto and Dari and to the weights in use; 25 KB instead of
 * 46, and only pages in those languages name it. Latin letters and digits on them are the system's: two fonts would
 * weigh more than all the rest of the page.
 *
 * Both are `optional`: where one is not there in time, this page stays in the system's letters, and the next one has it. A
 * fallback of the same metrics needs a font that phones do not have (Arial), or for Arabic script is not to be had at
 * all; without one, lines break elsewhere when the font arrives, and the board moves under the reader's finger.
 *
 * How _fonts/vazirmatn-arabic.woff2 was made of @fontsource-variable/vazirmatn, by fonttools 4:
 *   fonttools varLib.instancer vazirmatn-arabic-wght-normal.woff2 wght=400:700 -o cut.ttf
 *   pyftsubset cut.ttf --flavor=woff2 --no-hinting \
 *     --layout-features=ccmp,isol,init,medi,fina,rlig,calt,liga,locl,tnum,mark,mkmk,curs --unicodes=<its unicode-range below>
 */
import localFont from "next/font/local";

export const latin = localFont({
  src: "../node_modules/@fontsource-variable/public-sans/files/public-sans-latin-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-latin",
  display: "optional",
  // The layout is one for all languages: preloading here would send it to readers of others too.
  preload: false,
});

export const arabic = localFont({
  src: "./_fonts/vazirmatn-arabic.woff2",
  weight: "400 700",
  variable: "--font-arabic",
  display: "optional",
  preload: false,
  adjustFontFallback: false,
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+060C,U+061B,U+061F,U+0621-063A,U+0640-0657,U+0660-066D,U+0670,U+0671,U+0674,U+0679,U+067C-0681,U+0685,U+0686,U+0688,U+0689,U+0691,U+0693,U+0696,U+0698,U+069A,U+06A9,U+06AB,U+06AF,U+06BA,U+06BC,U+06BE,U+06C0-06C3,U+06CC,U+06CD,U+06D0,U+06D2-06D4,U+06F0-06F9,U+200C-200F",
    },
  ],
});
