/** Every crossing as text: how many are how, then border by border what is open for whom. */
import { countryName, crossingName } from "#app/format/country.ts";
import { formatList, PUNCTUATION } from "#app/format/list.ts";
import { plainSentence } from "#app/format/plain-sentence.ts";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { Condition, CrossingStatus } from "#server/domain/status.ts";
import { figureText, levelText } from "./figure-words.ts";
import { type Html, html } from "./html.ts";
import { borderOf, type LitePart } from "./part.ts";
import type { Words } from "./words.ts";

interface Row {
  readonly crossing: Crossing;
  readonly status: CrossingStatus;
}

const CONDITIONS: readonly Condition[] = ["closed", "restricted", "partial", "open", "unknown"];
/** The two figures that people ask for first. */
const FIRST_METRICS: readonly string[] = ["people_stranded", "trucks_stranded"];

/** "5 of 22 crossings are closed, 2 partly open and 15 unknown." */
export function headline(rows: readonly Row[], { locale, overview }: Words): string {
  const counts = CONDITIONS.map((condition) => ({
    condition,
    count: rows.filter(({ status }) => status.condition === condition).length,
  })).filter(({ count }) => count > 0);
  const [first, ...others] = counts;
  const total = rows.length;
  if (first === undefined) return overview("headline.none");
  const parts =
    others.length === 0
      ? [overview(`headline.all.${first.condition}`, { total })]
      : [
          overview(`headline.first.${first.condition}`, { count: first.count, total }),
          ...others.map(({ condition, count }) => overview(`headline.${condition}`, { count })),
        ];
  return `${formatList(locale, parts)}${PUNCTUATION[locale].stop}`;
}

const wasNeverReported = ({ status }: Row): boolean =>
  status.lastWordAt === null && status.lanes.every(({ lastSeen }) => lastSeen === null);

function item({ crossing, status }: Row, view: AsOfQuery, words: Words): Html {
  const { locale, sentence: t } = words;
  const name = crossingName(locale, crossing);
  const zone = crossing.sides[0].zone;
  const pastAt = view.asOf ?? null;
  // The page says once of which instant it speaks; a sentence of the past says only that it was.
  const sentence = plainSentence(status, { t, locale, name, zone, pastAt, isDated: false });
  const notes = [
    ...(status.alert.level > 1 ? [levelText(status.alert, words)] : []),
    ...status.figures
      .filter(({ metric }) => FIRST_METRICS.includes(metric))
      .map((figure) => figureText(figure, words, zone)),
  ];
  return html`<div class="item"><h3><a href="${pathsFor(locale).lite(crossing.id, view)}">${name}</a></h3>
<p>${sentence}${notes.length > 0 && html`<br>${notes.join(PUNCTUATION[locale].semicolon)}`}</p></div>
`;
}

function border(countries: string, rows: readonly Row[], view: AsOfQuery, words: Words): Html {
  const { locale, lite } = words;
  const silent = rows.filter(wasNeverReported);
  const to = pathsFor(locale);
  const [before, after] = lite("never", { names: "\n" }).split("\n");
  const links = silent.map(
    ({ crossing }, index) =>
      html`${index > 0 && PUNCTUATION[locale].comma}<a href="${to.lite(crossing.id, view)}">${crossingName(locale, crossing)}</a>`,
  );
  return html`<h2>${countries}</h2>
${rows.filter((row) => !wasNeverReported(row)).map((row) => item(row, view, words))}${
  silent.length > 0 && html`<p>${before ?? ""}${links}${after ?? ""}</p>\n`
}`;
}

/** Where there are too many crossings for a page: how it is at each border, and the way to its own. */
export function borderIndex(rows: readonly Row[], view: AsOfQuery, words: Words): Html {
  const to = pathsFor(words.locale);
  const borders = [...Map.groupBy(rows, borderOf)];
  return html`${borders.map(([id, some]) => {
    const href = to.lite(undefined, view, { border: id });
    return html`<h2><a href="${href}">${bordersName(some, words)}</a></h2>
<p>${headline(some, words)}</p>
`;
  })}`;
}

export function bordersName([row]: readonly Row[], { locale }: Words): string {
  const sides = row?.crossing.sides ?? [];
  return sides.map(({ country }) => countryName(locale, country)).join(" – ");
}

/** The other parts of a border's crossings, each by its first and last name. */
export function partLinks(
  { border, parts, part }: LitePart<Row>,
  view: AsOfQuery,
  { locale, lite }: Words,
): Html | null {
  if (parts.length < 2) return null;
  const nameOf = (row: Row | undefined) =>
    row === undefined ? "" : crossingName(locale, row.crossing);
  const to = pathsFor(locale);
  return html`<nav aria-label="${lite("parts")}">${parts.map((rows, index) => {
    const names = `${nameOf(rows[0])} … ${nameOf(rows.at(-1))}`;
    const page = index === 0 ? null : index + 1;
    return index + 1 === part
      ? html`<a aria-current="page"><bdi>${names}</bdi></a> `
      : html`<a href="${to.lite(undefined, view, { border, page })}"><bdi>${names}</bdi></a> `;
  })}</nav>
`;
}

export function overviewText(rows: readonly Row[], view: AsOfQuery, words: Words): Html {
  const { locale } = words;
  const borders = Map.groupBy(rows, ({ crossing: { sides } }) =>
    sides.map(({ country }) => countryName(locale, country)).join(" – "),
  );
  return html`<div class="many">${[...borders].map(([countries, some]) => border(countries, some, view, words))}</div>`;
}
