/** Figures and alert level as text; a figure is always a range, with who gave it. */
import { countryName } from "#app/format/country.ts";
import { formatDate } from "#app/format/date.ts";
import { formatList } from "#app/format/list.ts";
import { formatFactor, formatNumber, formatRangeInText } from "#app/format/number.ts";
import { ALERT_LEVELS, type Alert, type Figure } from "#server/domain/status.ts";
import type { Words } from "./words.ts";

/** `Trucks stranded in Pakistan: 107–5,000 (15 Oct 2025)`: a number is never without its day. */
export function figureText(figure: Figure, { locale, lite, figures }: Words, zone: string): string {
  const metric = figures(figure.metric);
  const range = formatRangeInText(locale, figure);
  const date = formatDate(figure.asOf, { locale, style: "day", zone });
  if (figure.side === null) return lite("figure", { metric, range, date });
  const side = figures("onSide", { country: countryName(locale, figure.side) });
  return lite("figureOn", { metric, side, range, date });
}

/** `best 107`, `claimants differ by a factor of 47`; null when there is neither. */
export function figureNote(figure: Figure, { locale, figures }: Words): string | null {
  const notes = [
    figure.best !== null &&
      figure.low !== figure.high &&
      figures("best", { best: formatNumber(locale, figure.best) }),
    figure.disputed &&
      (figure.factor === null
        ? figures("disputedPlain")
        : figures("disputed", { factor: formatFactor(locale, figure.factor) })),
  ].filter((note) => note !== false);
  return notes.length === 0 ? null : formatList(locale, notes);
}

/** `Alert level 3 of 4, High` */
export function levelText({ level, name }: Alert, { lite, states }: Words): string {
  const most = ALERT_LEVELS.length - 1;
  return lite("level", { level, most, name: states(`level.${name}`) });
}

/** What kind of sources stand behind it, and for whom those speak: `officials for Pakistan, the press`. */
export function sourceKinds(figure: Figure, { locale, lite }: Words): string {
  const kinds = figure.claims.map(({ source: { kind, party } }) =>
    party === null
      ? lite(`kind.${kind}`)
      : lite("kindFor", { kind: lite(`kind.${kind}`), country: countryName(locale, party) }),
  );
  return formatList(locale, [...new Set(kinds)]);
}
