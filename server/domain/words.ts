/** Words for numbers as ranges, never as one number (design.md, claim `count`). */

export interface WordRange {
  readonly low: number;
  /** null: no upper bound. */
  readonly high: number | null;
}

/**
 * The printed table. `hundreds` and `thousands` as in data/README.md; the smaller words by the same reading:
 * from the word's own unit to one short of the next.
 */
export const WORD_RANGES: Readonly<Record<string, WordRange>> = {
  none: { low: 0, high: 0 },
  few: { low: 2, high: 9 },
  several: { low: 3, high: 9 },
  tens: { low: 10, high: 99 },
  dozens: { low: 24, high: 99 },
  scores: { low: 40, high: 99 },
  hundreds: { low: 100, high: 999 },
  thousands: { low: 1_000, high: 9_999 },
  "tens of thousands": { low: 10_000, high: 99_999 },
  "hundreds of thousands": { low: 100_000, high: 999_999 },
};

/** The range of a word ("Hundreds", " dozens "), or null when the table does not have it. */
export function findWordRange(word: string): WordRange | null {
  const known = word.trim().toLowerCase().replace(/\s+/g, " ");
  // Every object has a `constructor`; the table does not.
  return Object.hasOwn(WORD_RANGES, known) ? (WORD_RANGES[known] ?? null) : null;
}
