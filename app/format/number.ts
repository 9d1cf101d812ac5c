/** Numbers in the reader's digits. Formatters are kept: making one costs more than using it a hundred times. */
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

/** The same inside a sentence: it must not turn round where the sentence runs from right to left. */
export function formatRangeInText(locale: Locale, range: NumberRange): string {
  const text = formatRange(locale, range);
  // Unicode's left-to-right isolate and its end; a sentence that runs so itself needs none.
  return locale === "en" ? text : `\u2066${text}\u2069`;
}

/** A factor in words' precision: whole from ten on, one decimal below (`47`, `2.5`). */
export function formatFactor(locale: Locale, factor: number): string {
  return formatNumber(locale, factor >= 10 ? Math.round(factor) : Math.round(factor * 10) / 10);
}

/** A range of factors: `37–47`, or one number when both ends read alike. */
export function formatFactors(
  locale: Locale,
  { least, most }: { readonly least: number; readonly most: number },
): string {
  const [from, to] = [formatFactor(locale, least), formatFactor(locale, most)];
  return from === to ? from : `${from}–${to}`;
}
