/** Counts in a code: metric, amount, basis, place: `T107`, `P100-170.C/PK`, `T:HUN.S`, `TX5000+`, `W90/OUT/T`. */
import { findWordRange } from "#server/domain/words.ts";
import { laneToWord, wordToLanes } from "./lane-words.ts";
import type { RelayClaim, RelayCrossing } from "./relay-code.ts";
import { BASIS_LETTERS, keyOf, METRIC_LETTERS, RANGE_WORDS, USUAL_BASIS } from "./words.ts";

export type RelayCount = Extract<RelayClaim, { kind: "count" }>;

function amountOf(count: RelayCount): string | null {
  const { word, exact, low, best, high } = count;
  if (exact != null) return String(exact);
  const point = best == null ? "" : `:${best}`;
  if (word) {
    const known = word.trim().toLowerCase().replace(/\s+/g, " ");
    const letters = findWordRange(known) === null ? undefined : RANGE_WORDS[known];
    return letters === undefined ? null : `:${letters}${point}`;
  }
  if (low == null && high == null) return null;
  return high == null ? `${low}+${point}` : `${low ?? 0}-${high}${point}`;
}

/** null when it does not fit the crossing, or has no amount. */
export function countToWord(crossing: RelayCrossing, count: RelayCount): string | null {
  const amount = amountOf(count);
  const lane = count.lane ? laneToWord(crossing, count.lane) : null;
  if (amount === null || (count.lane && lane === null)) return null;
  const basis = count.basis === USUAL_BASIS ? "" : `.${BASIS_LETTERS[count.basis]}`;
  const place = lane ?? count.side ?? null;
  return `${METRIC_LETTERS[count.metric]}${amount}${basis}${place === null ? "" : `/${place}`}`;
}

const WORD =
  /^(PX|TX|P|T|W)[:=]?(?:(\d{1,9})(?:(\+)|-(\d{1,9}))?|([A-Z]{3}))(?::(\d{1,9}))?(?:\.?([CES]))?(?:\/(.+))?$/;

function placeOf(
  crossing: RelayCrossing,
  word: string | undefined,
): Pick<RelayCount, "side" | "lane"> | null {
  if (word === undefined) return {};
  if (/^[A-Z]{2}$/.test(word)) {
    return crossing.sides.some((side) => side.country === word) ? { side: word } : null;
  }
  const lanes = word.includes("/") ? wordToLanes(crossing, word) : null;
  return lanes?.length === 1 ? { lane: lanes[0]?.id } : null;
}

/** null when the word is no count, or names a place that the crossing does not have. */
export function wordToCount(crossing: RelayCrossing, text: string): RelayCount | null {
  const [, letters = "", first, plus, second, rangeWord, best, basis, place] =
    WORD.exec(text) ?? [];
  const metric = keyOf(METRIC_LETTERS, letters);
  const where = placeOf(crossing, place);
  if (metric === undefined || where === null) return null;
  const known = basis === undefined ? USUAL_BASIS : keyOf(BASIS_LETTERS, basis);
  const claim = { kind: "count" as const, metric, basis: known ?? USUAL_BASIS, ...where };
  const point = best === undefined ? {} : { best: Number(best) };
  if (rangeWord !== undefined) {
    const word = keyOf(RANGE_WORDS, rangeWord);
    return word === undefined ? null : { ...claim, word, ...point };
  }
  const low = Number(first);
  if (plus !== undefined) return { ...claim, low, ...point };
  if (second !== undefined) return { ...claim, low, high: Number(second), ...point };
  return best === undefined ? { ...claim, exact: low } : null;
}
