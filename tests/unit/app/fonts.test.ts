import { readdirSync, readFileSync } from "node:fs";
import fontkit from "next/dist/compiled/@next/font/dist/fontkit/index.js";
import { expect, test } from "vitest";

const ROOT = new URL("../../../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, ROOT));

/** Letters, marks and digits of Arabic script, and what joins or parts them. */
const ARABIC = /[\u0600-\u06FF\u0750-\u077F\u08A0-\u08FF\u200C]/gu;

function codePoints(text: string): Set<number> {
  return new Set([...text.matchAll(ARABIC)].map(([letter]) => letter.codePointAt(0) ?? 0));
}

const hex = (code: number) => `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;

test("the font of Arabic script has every letter of our messages and names, and our languages' digits", () => {
  const open = typeof fontkit === "function" ? fontkit : fontkit.default;
  const font = open(read("app/_fonts/vazirmatn-arabic.woff2"));
  const texts = [
    ...readdirSync(new URL("messages", ROOT)).map((file) => read(`messages/${file}`)),
    read("data/crossings.json"),
  ].join("");
  const digits = [..."۰۱۲۳۴۵۶۷۸۹٪٫٬"].join("");
  const wanted = codePoints(texts + digits);
  expect(wanted.size).toBeGreaterThan(60);
  const missing = [...wanted].filter((code) => !font.hasGlyphForCodePoint(code)).map(hex);
  expect(missing).toEqual([]);
});

test("the page asks for that font for exactly the letters it has", () => {
  const open = typeof fontkit === "function" ? fontkit : fontkit.default;
  const font = open(read("app/_fonts/vazirmatn-arabic.woff2"));
  const [, ranges = ""] =
    /unicode-range:\s*(U\+[^;]+);/.exec(read("app/globals.css").toString()) ?? [];
  const named = ranges.split(/,\s*/).flatMap((range) => {
    const [from = 0, to = from] = range
      .replace("U+", "")
      .split("-")
      .map((end) => Number.parseInt(end, 16));
    return Array.from({ length: to - from + 1 }, (_, index) => from + index);
  });
  const outside = font.characterSet.filter(
    (code) => code > 0x20 && code < 0xffff && !named.includes(code),
  );
  expect(outside.map(hex)).toEqual([]);
});
