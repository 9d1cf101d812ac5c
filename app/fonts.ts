/**
 * Public Sans for Latin: its digits are all of one width, as a board needs; 27 KB. Vazirmatn for Arabic script:
 * it has the letters of Urdu, Pashto and Dari; 46 KB, and only pages in those languages name it.
 * next/font gives the fallback the same metrics, so that nothing moves when the font arrives.
 */
import localFont from "next/font/local";

export const latin = localFont({
  src: "../node_modules/@fontsource-variable/public-sans/files/public-sans-latin-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-latin",
  display: "swap",
});

export const arabic = localFont({
  src: "../node_modules/@fontsource-variable/vazirmatn/files/vazirmatn-arabic-wght-normal.woff2",
  weight: "100 900",
  variable: "--font-arabic",
  display: "swap",
  // The layout is one for all languages: preloading here would send it to readers of English too.
  preload: false,
  declarations: [
    {
      prop: "unicode-range",
      value:
        "U+0600-06FF,U+0750-077F,U+0870-088E,U+0898-08E1,U+08E3-08FF,U+200C-200E,U+FB50-FDFF,U+FE70-FEFC",
    },
  ],
});
