/** Instants on a text page, written out: nothing on it ages by itself. */
import { formatDate } from "#app/format/date.ts";
import { formatThere } from "#app/format/plain-sentence.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { Instant } from "#server/domain/time.ts";
import { type Html, html } from "./html.ts";
import type { Words } from "./words.ts";

/** By the clocks of both sides and in UTC. */
export function everywhere(at: Instant, crossing: Crossing, words: Words): Html {
  const { locale, sentence } = words;
  const zones = [...new Set(crossing.sides.map(({ zone }) => zone))];
  const texts = [
    ...zones.map((zone) => formatThere(at, { t: sentence, locale, zone })),
    inUtc(at, words),
  ];
  return html`<time datetime="${at}">${texts.join(" · ")}</time>`;
}

export const inUtc = (at: Instant, { locale }: Words): string =>
  `${formatDate(at, { locale, style: "dayTime" })} \u2066UTC\u2069`;
