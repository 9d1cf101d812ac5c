/** Lists in the reader's language, and the marks that its script writes between and after words. */
import { INTL_TAGS, type Locale } from "../locales.ts";

interface Punctuation {
  /** Between the items of a list, with its space. */
  readonly comma: string;
  readonly semicolon: string;
  /** At the end of a sentence. */
  readonly stop: string;
}

export const PUNCTUATION: Readonly<Record<Locale, Punctuation>> = {
  en: { comma: ", ", semicolon: "; ", stop: "." },
  ur: { comma: "، ", semicolon: "؛ ", stop: "۔" },
  ps: { comma: "، ", semicolon: "؛ ", stop: "." },
  "fa-AF": { comma: "، ", semicolon: "؛ ", stop: "." },
};

/** `a, b and c`. Pashto's "او" is ours: browsers without Pashto would write "and". */
export function formatList(locale: Locale, items: readonly string[]): string {
  if (locale !== "ps") {
    return new Intl.ListFormat(INTL_TAGS[locale], { type: "conjunction" }).format(items);
  }
  const [last, ...others] = items.toReversed();
  if (last === undefined) return "";
  if (others.length === 0) return last;
  return `${others.toReversed().join(PUNCTUATION.ps.comma)} او ${last}`;
}
