/** The badge: one line with a crossing's name, its state by shape and word, and as of when; as wide as its words. */
import { conditionState } from "#app/_components/state/state-word.tsx";
import { COLOURS, glyph, leftOf, line, type Pen } from "./drawing.ts";
import type { Typesetter } from "./outline.ts";
import type { Passed } from "./words.ts";

const HEIGHT = 44;
const PADDING = 10;
const GAP = 8;
const GLYPH = 16;
const TOP = { baseline: 18, size: 13 };
const BELOW = { baseline: 35, size: 10.5 };

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);

/** SVG that loads nothing and needs no font; its words are its title, for who does not see it. */
export function badgeSvg(passed: Passed, set: Typesetter): string {
  const { direction, name, conditionWord, asOf } = passed;
  const state = conditionState(passed.condition);
  const below = `${asOf} · ${new URL(passed.url).host}`;
  const widthOf = (text: string, size: number, bold: boolean) =>
    set(text, { size, direction, bold }).width;
  const named = widthOf(name, TOP.size, true);
  const said = widthOf(conditionWord, TOP.size, true);
  const top = named + GAP * 2 + GLYPH + GAP / 2 + said;
  const width = Math.ceil(Math.max(top, widthOf(below, BELOW.size, false)) + 2 * PADDING);
  const pen: Pen = { set, direction, width };
  const mark = PADDING + named + GAP * 2;
  const title = `${name}: ${conditionWord}. ${asOf}`;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${HEIGHT}" viewBox="0 0 ${width} ${HEIGHT}" role="img" aria-label="${escaped(title)}" stroke-linejoin="round"><title>${escaped(title)}</title><rect x=".5" y=".5" width="${width - 1}" height="${HEIGHT - 1}" rx="4" fill="${COLOURS.surface}" stroke="${COLOURS.unknown}"/>${
    line(pen, name, { start: PADDING, ...TOP, bold: true }).svg
  }${glyph(state, { x: leftOf(pen, mark, GLYPH), y: 5, size: GLYPH })}${
    line(pen, conditionWord, {
      start: mark + GLYPH + GAP / 2,
      ...TOP,
      bold: true,
      colour: COLOURS[state],
    }).svg
  }${line(pen, below, { start: PADDING, ...BELOW, colour: COLOURS.soft }).svg}</svg>
`;
}
