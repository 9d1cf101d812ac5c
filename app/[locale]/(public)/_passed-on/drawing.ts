/** Small pieces of SVG of which card and badge are made: states as shapes, and words. */
import type { State } from "#server/domain/claim.ts";
import type { Typesetter } from "./outline.ts";

/** The light theme of globals.css: a picture that is passed on has one theme, and these stand at 7:1 on both grounds. */
export const COLOURS = {
  ground: "#f8f7f3",
  surface: "#ffffff",
  line: "#dcd9cf",
  ink: "#14181c",
  soft: "#454b51",
  open: "#07543a",
  restricted: "#6e3b00",
  closed: "#8f1717",
  unknown: "#474d53",
} as const;

/** In a box of 16 by 16, in the current colour: the glyphs of the pages (state-sprite.tsx). */
const GLYPHS: Readonly<Record<State, string>> = {
  open: '<circle cx="8" cy="8" r="6.5"/>',
  restricted:
    '<circle cx="8" cy="8" r="5.7" fill="none" stroke="COLOUR" stroke-width="1.6"/><path d="M8 1.5a6.5 6.5 0 0 0 0 13z"/>',
  closed:
    '<path fill-rule="evenodd" d="M2.5 1.5h11a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-11a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM4 6.75v2.5h8v-2.5z"/>',
  unknown:
    '<circle cx="8" cy="8" r="5.7" fill="none" stroke="COLOUR" stroke-width="1.5" stroke-dasharray="2.7 1.78"/>',
};

interface GlyphPlace {
  readonly x: number;
  readonly y: number;
  readonly size: number;
}

/** The glyph of a state in its colour; `x` and `y` are its upper left corner. */
export function glyph(state: State, { x, y, size }: GlyphPlace): string {
  const colour = COLOURS[state];
  const shape = GLYPHS[state].replaceAll("COLOUR", colour);
  return `<g transform="translate(${x} ${y}) scale(${size / 16})" fill="${colour}">${shape}</g>`;
}

export interface Pen {
  readonly set: Typesetter;
  readonly direction: "ltr" | "rtl";
  /** Of the whole picture: from the right it is mirrored. */
  readonly width: number;
}

export interface LineStyle {
  readonly size: number;
  readonly colour?: string;
  readonly bold?: boolean;
  /** A line that is wider is set smaller. */
  readonly maxWidth?: number;
}

/** Where something of that width begins when its start is `start` away from where reading begins. */
export const leftOf = ({ direction, width }: Pen, start: number, itsWidth: number): number =>
  direction === "ltr" ? start : width - start - itsWidth;

/** Words of which the first begins `start` away from the side where reading begins; returns how wide they are. */
export function line(
  pen: Pen,
  text: string,
  {
    start,
    baseline,
    size,
    colour = COLOURS.ink,
    bold = false,
    maxWidth,
  }: LineStyle & {
    readonly start: number;
    readonly baseline: number;
  },
): { readonly svg: string; readonly width: number } {
  const style = { size, direction: pen.direction, bold };
  const first = pen.set(text, style);
  const isWide = maxWidth !== undefined && first.width > maxWidth;
  const set = isWide ? pen.set(text, { ...style, size: (size * maxWidth) / first.width }) : first;
  const x = Math.round(leftOf(pen, start, set.width) * 10) / 10;
  const stroke = bold ? ` stroke="${colour}"` : "";
  return {
    svg: `<g transform="translate(${x} ${baseline})" fill="${colour}"${stroke}>${set.svg}</g>`,
    width: set.width,
  };
}
