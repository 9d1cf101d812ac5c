/** One crossing as text: the sentence, how sure it is, lanes, figures with their claims, and the text to pass on. */
import { countryName, directionEnds } from "#app/format/country.ts";
import { formatBound, formatDate } from "#app/format/date.ts";
import { PUNCTUATION } from "#app/format/list.ts";
import { formatRangeInText } from "#app/format/number.ts";
import { reasonText } from "#app/format/reason.ts";
import type { AsOfQuery } from "#app/paths.ts";
import type { State } from "#server/domain/claim.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { MODES } from "#server/domain/mode.ts";
import type { CrossingStatus, Figure, FigureClaim } from "#server/domain/status.ts";
import { figureNote, figureText, levelText } from "./figure-words.ts";
import { type Html, html } from "./html.ts";
import { everywhere } from "./moments.ts";
import type { Words } from "./words.ts";

/** More claims of one figure than that are on the full page. */
const MAX_CLAIMS = 5;
const MAX_FIGURES = 12;
const MAX_NOTE_CHARS = 160;

/** The shapes of the pages, as signs; the word stands beside each. */
const SIGNS: Readonly<Record<State, string>> = {
  open: "●",
  restricted: "◐",
  closed: "■",
  unknown: "◌",
};

export interface CrossingTextInput {
  readonly crossing: Crossing;
  readonly status: CrossingStatus;
  readonly view: AsOfQuery;
  readonly words: Words;
}

function laneTable({ crossing, status, words }: CrossingTextInput): Html | null {
  const { locale, crossing: t, states } = words;
  const directions = [...new Set(status.lanes.map(({ direction }) => direction))];
  const modes = MODES.filter((mode) => status.lanes.some((lane) => lane.mode === mode));
  if (modes.length === 0) return null;
  const zone = crossing.sides[0].zone;
  const heads = directions.map((direction) => {
    const { from, to } = directionEnds(direction);
    const names = { from: countryName(locale, from), to: countryName(locale, to) };
    return html`<th scope="col">${t("lanes.direction", names)}</th>`;
  });
  const cell = (direction: string, mode: string): Html => {
    const lane = status.lanes.find((one) => one.direction === direction && one.mode === mode);
    if (lane === undefined) return html`<td>–</td>`;
    const { value, since, lastSeen } = lane;
    const note =
      since !== null
        ? words.sentence(`since.${since.precision}`, { date: formatBound(since, locale, zone) })
        : lastSeen === null
          ? null
          : `${t("lastSeen", { state: lastSeen.value })} ${formatDate(lastSeen.at, { locale, style: "day", zone })}`;
    return html`<td><span aria-hidden="true">${SIGNS[value]} </span>${states(value)}${note !== null && html`<br><small>${note}</small>`}</td>`;
  };
  const lines = modes.map(
    (mode) =>
      html`<tr><th scope="row">${states(`mode.${mode}`)}</th>${directions.map((direction) => cell(direction, mode))}</tr>\n`,
  );
  return html`<h2>${t("lanes.title")}</h2>
<table><thead><tr><th scope="col">${t("lanes.lane")}</th>${heads}</tr></thead><tbody>
${lines}</tbody></table>
`;
}

const shortened = (text: string): string =>
  text.length <= MAX_NOTE_CHARS ? text : `${text.slice(0, MAX_NOTE_CHARS - 1)}…`;

function claimLine(claim: FigureClaim, { crossing, words }: CrossingTextInput): Html {
  const { locale, lite, claims } = words;
  const { kind, party, name } = claim.source;
  const zone = crossing.sides[0].zone;
  const who =
    party === null
      ? lite(`kind.${kind}`)
      : lite("kindFor", { kind: lite(`kind.${kind}`), country: countryName(locale, party) });
  const when =
    claim.period === null
      ? formatDate(claim.observedAt, { locale, style: "dayTime", zone })
      : formatBound(claim.period, locale, zone);
  const url = claim.links.find((link) => link.url !== null)?.url ?? null;
  const source =
    url === null ? html`<bdi>${name}</bdi>` : html`<a href="${url}"><bdi>${name}</bdi></a>`;
  const { comma, semicolon } = PUNCTUATION[locale];
  return html`<li>${formatRangeInText(locale, claim)}${comma}${claims(`basisWord.${claim.basis}`)}${semicolon}${who}: ${source}${semicolon}${claims("seen")} ${when}${
    claim.what !== null && html`${semicolon}<bdi>${shortened(claim.what)}</bdi>`
  }</li>
`;
}

function figureItem(figure: Figure, input: CrossingTextInput): Html {
  const { words } = input;
  const note = figureNote(figure, words);
  const more = figure.claims.length - MAX_CLAIMS;
  return html`<li><strong>${figureText(figure, words, input.crossing.sides[0].zone)}</strong>${note !== null && ` (${note})`}
<ul>
${figure.claims.slice(0, MAX_CLAIMS).map((claim) => claimLine(claim, input))}${
  more > 0 && html`<li>${words.lite("moreClaims", { count: more })}</li>`
}</ul></li>
`;
}

function figureList(input: CrossingTextInput): Html {
  const { figures } = input.status;
  const { claims } = input.words;
  if (figures.length === 0) return html`<h2>${claims("title")}</h2><p>${claims("none")}</p>\n`;
  return html`<h2>${claims("title")}</h2>
<ul>
${figures.slice(0, MAX_FIGURES).map((figure) => figureItem(figure, input))}</ul>
`;
}

function alarm({ crossing, status, words }: CrossingTextInput): Html {
  const { locale, states, reasons: t, crossing: page } = words;
  const zone = crossing.sides[0].zone;
  const lines = status.alert.reasons.map((reason) =>
    reasonText(reason, { t, states, locale, zone }),
  );
  const postures = status.postures.map(
    ({ side, value }) => `${countryName(locale, side)}: ${page(`posture.${value}`)}`,
  );
  const { semicolon } = PUNCTUATION[locale];
  return html`<p>${levelText(status.alert, words)}: ${lines.join(semicolon)}</p>
<p>${page("trendLabel")}: ${states(`trend.${status.trend}`)}</p>
${postures.length > 0 && html`<p>${page("posture.title")}: ${postures.join(semicolon)}</p>\n`}${status.outlooks
  .slice(0, 3)
  .map(
    ({ quote, said }) =>
      html`<p>${page("outlook", { quote: shortened(quote), source: said.source.name })} ${page("outlookNote")}</p>\n`,
  )}`;
}

/** How old the last word is; in hindsight what holds on record stands whatever its age. */
function ageWord({ status, words: { states } }: CrossingTextInput): string {
  const isRecorded = status.condition !== "unknown" && status.lanes.some((lane) => lane.recorded);
  return isRecorded ? states("recorded") : states(`freshness.${status.freshness}`);
}

export function crossingText(input: CrossingTextInput): Html {
  const { crossing, status, words } = input;
  const word =
    status.lastWordAt === null
      ? null
      : html`<p>${words.lite("lastWord")}: ${everywhere(status.lastWordAt, crossing, words)} (${ageWord(input)})</p>\n`;
  return html`${word}${alarm(input)}${laneTable(input)}${figureList(input)}`;
}
