/**
 * Text as outlines. A picture must look the same wherever it is made or shown: a machine without fonts for Arabic
 * script draws boxes, and an SVG in another's page may not load ours. So letters are shaped by the fonts we ship and
 * become paths, and a badge knows how wide its words are.
 */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import fontkit, { type Font } from "next/dist/compiled/@next/font/dist/fontkit/index.js";
import { textRuns } from "./text-runs.ts";

const FOLDER = join(process.cwd(), "node_modules", "@fontsource-variable");
/** The first that has a letter draws it. */
const FILES = [
  "vazirmatn/files/vazirmatn-latin-wght-normal.woff2",
  "vazirmatn/files/vazirmatn-arabic-wght-normal.woff2",
  "vazirmatn/files/vazirmatn-latin-ext-wght-normal.woff2",
];
/** Thickness of the line around bold letters, in parts of their size: the fonts are read in their regular weight. */
const BOLD = 0.035;

async function openFonts(): Promise<readonly Font[]> {
  const open = typeof fontkit === "function" ? fontkit : fontkit.default;
  const all = await Promise.all(
    FILES.map(async (file) => open(await readFile(join(FOLDER, file)))),
  );
  for (const font of all) {
    // The reader keeps a glyph with the letters it was first made for, and joins by them; a glyph that first came out
    // of a ligature would have none, and its letter would never join again. So each is made for its own letter first.
    for (const letter of font.characterSet.toSorted((a, b) => a - b))
      font.glyphForCodePoint(letter);
  }
  return all;
}

let fonts: Promise<readonly Font[]> | undefined;

export type Typesetter = (text: string, style: TextStyle) => Outline;

export interface TextStyle {
  /** Of the letters, in the picture's units. */
  readonly size: number;
  readonly direction: "ltr" | "rtl";
  readonly bold?: boolean;
}

/** A line with its baseline at 0, beginning at 0. */
export interface Outline {
  readonly width: number;
  /** Paths without a colour of their own; empty for nothing. */
  readonly svg: string;
}

interface FontText {
  readonly font: Font;
  readonly text: string;
}

/** A run cut where the font has to change. */
function byFont(text: string, direction: "ltr" | "rtl", all: readonly Font[]): FontText[] {
  const parts: FontText[] = [];
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 0;
    const last = parts.at(-1);
    const isJoiner = code === 0x200c || code === 0x200d;
    const font =
      last !== undefined && (isJoiner || last.font.hasGlyphForCodePoint(code))
        ? last.font
        : all.find((one) => one.hasGlyphForCodePoint(code));
    // No font of ours has it: nothing is better than a box.
    if (font === undefined) continue;
    if (last?.font === font) parts[parts.length - 1] = { font, text: last.text + letter };
    else parts.push({ font, text: letter });
  }
  return direction === "rtl" ? parts.reverse() : parts;
}

const rounded = (value: number): number => Math.round(value * 100) / 100;

function setLine(
  text: string,
  { size, direction, bold = false }: TextStyle,
  all: readonly Font[],
): Outline {
  const parts: string[] = [];
  let x = 0;
  const runs = textRuns(text, direction).flatMap((run) =>
    byFont(run.text, run.direction, all).map((part) => ({ ...part, direction: run.direction })),
  );
  for (const { font, text: piece, direction: way } of runs) {
    const scale = size / font.unitsPerEm;
    const { glyphs, positions } = font.layout(piece, undefined, undefined, undefined, way);
    for (const [index, glyph] of glyphs.entries()) {
      const at = positions[index];
      if (at === undefined) continue;
      const path = glyph.path.toSVG();
      const left = rounded(x + at.xOffset * scale);
      const down = rounded(-at.yOffset * scale);
      if (path !== "") {
        const factor = scale.toPrecision(5);
        const line = bold ? ` stroke-width="${Math.round(font.unitsPerEm * BOLD)}"` : "";
        parts.push(
          `<path transform="translate(${left} ${down}) scale(${factor} -${factor})"${line} d="${path}"/>`,
        );
      }
      x += at.xAdvance * scale;
    }
  }
  return { width: x, svg: parts.join("") };
}

/** Sets lines in the fonts of the pages; reads them once. */
export async function loadTypesetter(): Promise<Typesetter> {
  fonts ??= openFonts();
  const all = await fonts;
  return (text, style) => setLine(text, style, all);
}
