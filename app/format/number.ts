/** Numbers in the reader's digits. Formatters are kept: making one costs more than using it a hundred times. */
import { leftToRight } from "#server/domain/left-to-right.ts";
import { INTL_TAGS, type Locale } from "../locales.ts";

type Style = "decimal" | "percent";
const formatters = new Map<string, Intl.NumberFormat>();

function formatterOf(locale: Locale, style: Style): Intl.NumberFormat {
  const key = `${locale} ${style}`;
  let formatter = formatters.get(key);
  if (formatter === undefined) {
    const maximumFractionDigits = style === "percent" ? 0 : 1;
    formatter = new Intl.NumberFormat(INTL_TAGS[locale], { style, maximumFractionDigits });
    formatters.set(key, formatter);
  }
  return formatter;
}

/** A whole number, grouped: `5,001`. */
export function formatNumber(locale: Locale, value: number): string {
  return formatterOf(locale, "decimal").format(value);
}

/** A share of 0 to 1 in whole percent: `49%`. */
export function formatPercent(locale: Locale, share: number): string {
  return formatterOf(locale, "percent").format(share);
}

/** `high` null: no upper bound was given. */
export interface NumberRange {
  readonly low: number;
  readonly high: number | null;
}

/** A range as it is shown everywhere: `107–5,000`, `5,001+`, or one number when both ends agree. */
export function formatRange(locale: Locale, { low, high }: NumberRange): string {
  const from = formatNumber(locale, low);
  if (high === null) return `${from}+`;
  return low === high ? from : `${from}–${formatNumber(locale, high)}`;
}

/** Where it stands, no line breaks. */
const WORD_JOINER = "\u2060";

/**
 * A range or a route inside a sentence: it breaks at no dash, and does not turn round where the sentence runs from right
 * to left. A sentence that runs as numbers do needs no isolate.
 */
export function keepInText(locale: Locale, text: string): string {
  const whole = text.replaceAll("–", `–${WORD_JOINER}`);
  return locale === "en" ? whole : leftToRight(whole);
}

/** A range inside a sentence; where it has an element to itself, that one keeps it (`RangeText`). */
export function formatRangeInText(locale: Locale, range: NumberRange): string {
  return keepInText(locale, formatRange(locale, range));
}

/** A factor in words' precision: whole from ten on, one decimal below (`47`, `2.5`). */
export function formatFactor(locale: Locale, factor: number): string {
  return formatNumber(locale, factor >= 10 ? Math.round(factor) : Math.round(factor * 10) / 10);
}

/** A range of factors inside a sentence: `37–47`, or one number when both ends read alike. */
export function formatFactorsInText(
  locale: Locale,
  { least, most }: { readonly least: number; readonly most: number },
): string {
  const [from, to] = [formatFactor(locale, least), formatFactor(locale, most)];
  return from === to ? from : keepInText(locale, `${from}–${to}`);
}
