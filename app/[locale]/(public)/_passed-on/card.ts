/** The picture that networks show beside a link to a crossing: 1200 by 630, readable at a third of that. */
import { conditionState } from "#app/_components/state/state-word.tsx";
import { COLOURS, glyph, leftOf, line, type Pen } from "./drawing.ts";
import type { Typesetter } from "./outline.ts";
import type { Passed } from "./words.ts";

export const CARD_WIDTH = 1200;
export const CARD_HEIGHT = 630;
const MARGIN = 64;
/** Where the columns of the two directions begin, and how wide each is. */
const COLUMN = { start: 330, width: 410 };
const ROW_HEIGHT = 58;
const FIRST_ROW = 330;
const INNER = CARD_WIDTH - 2 * MARGIN;

function head(passed: Passed, pen: Pen): string {
  const condition = conditionState(passed.condition);
  const word = line(pen, passed.conditionWord, {
    start: MARGIN + 76,
    baseline: 232,
    size: 54,
    bold: true,
    colour: COLOURS[condition],
    maxWidth: 460,
  });
  return [
    line(pen, passed.countries, {
      start: MARGIN,
      baseline: 76,
      size: 30,
      colour: COLOURS.soft,
      maxWidth: 800,
    }).svg,
    line(pen, passed.name, { start: MARGIN, baseline: 158, size: 76, bold: true, maxWidth: INNER })
      .svg,
    glyph(condition, { x: leftOf(pen, MARGIN, 56), y: 186, size: 56 }),
    word.svg,
    line(pen, passed.level, {
      start: MARGIN + 76 + word.width + 48,
      baseline: 230,
      size: 32,
      colour: COLOURS.soft,
      maxWidth: INNER - 76 - word.width - 48,
    }).svg,
  ].join("");
}

function table({ directions, modes }: Passed, pen: Pen): string {
  const start = (column: number) => COLUMN.start + column * COLUMN.width;
  const heads = directions.map(
    (text, column) =>
      line(pen, text, {
        start: start(column),
        baseline: FIRST_ROW - 40,
        size: 25,
        colour: COLOURS.soft,
        maxWidth: COLUMN.width - 16,
      }).svg,
  );
  const rows = modes.flatMap(({ mode, states }, row) => {
    const baseline = FIRST_ROW + row * ROW_HEIGHT + 11;
    const rule = baseline - 40;
    return [
      `<path d="M${MARGIN} ${rule}H${CARD_WIDTH - MARGIN}" stroke="${COLOURS.line}" stroke-width="2"/>`,
      line(pen, mode, { start: MARGIN, baseline, size: 31, maxWidth: COLUMN.start - MARGIN - 20 })
        .svg,
      ...states.map((one, column) => {
        if (one === null) return "";
        const { state, word } = one;
        return (
          glyph(state, { x: leftOf(pen, start(column), 30), y: baseline - 26, size: 30 }) +
          line(pen, word, {
            start: start(column) + 44,
            baseline,
            size: 31,
            bold: true,
            colour: COLOURS[state],
            maxWidth: COLUMN.width - 60,
          }).svg
        );
      }),
    ];
  });
  return [...heads, ...rows].join("");
}

function foot({ asOf, lastWord, source, url }: Passed, pen: Pen): string {
  const { host } = new URL(url);
  const said = lastWord === null ? asOf : `${asOf} · ${lastWord}`;
  return [
    `<path d="M0 552H${CARD_WIDTH}V${CARD_HEIGHT}H0z" fill="${COLOURS.surface}"/>`,
    `<path d="M0 552H${CARD_WIDTH}" stroke="${COLOURS.line}" stroke-width="2"/>`,
    line(pen, said, { start: MARGIN, baseline: 586, size: 24, bold: true, maxWidth: INNER }).svg,
    line(pen, `${source} · ${host}`, {
      start: MARGIN,
      baseline: 616,
      size: 21,
      colour: COLOURS.soft,
      maxWidth: INNER,
    }).svg,
  ].join("");
}

/** The card as SVG without text elements: every letter is an outline. */
export function cardSvg(passed: Passed, set: Typesetter): string {
  const pen: Pen = { set, direction: passed.direction, width: CARD_WIDTH };
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${CARD_WIDTH}" height="${CARD_HEIGHT}" stroke-linejoin="round"><path d="M0 0H${CARD_WIDTH}V${CARD_HEIGHT}H0z" fill="${COLOURS.ground}"/>${head(passed, pen)}${table(passed, pen)}${foot(passed, pen)}</svg>`;
}
