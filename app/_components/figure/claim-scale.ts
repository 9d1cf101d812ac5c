/** The scale that all claims about one thing are drawn on. */
import { niceScale } from "#app/_components/charts/nice-scale.ts";
import type { ClaimRange } from "#server/domain/claim-difference.ts";

/** From this factor between the least and the greatest number on, a linear scale would press the small ones into a line. */
export const LOGARITHMIC_FROM = 20;
/** Round numbers that a logarithmic scale may begin and end at, times a power of ten. */
const ROUND = [1, 2, 5, 10] as const;

export interface ClaimScale {
  readonly isLogarithmic: boolean;
  /** The numbers written under it, with their places. */
  readonly ticks: readonly { readonly value: number; readonly place: number }[];
  /** Per cent from the left end; a logarithmic scale has no zero, and puts it at its left end. */
  place(value: number): number;
}

const powerBelow = (value: number): number => 10 ** Math.floor(Math.log10(value));

function roundDown(value: number): number {
  const power = powerBelow(value);
  return (ROUND.findLast((one) => one * power <= value) ?? 1) * power;
}

function roundUp(value: number): number {
  const power = powerBelow(value);
  return (ROUND.find((one) => one * power >= value) ?? 10) * power;
}

const percent = (share: number): number => Math.round(Math.min(1, Math.max(0, share)) * 1e4) / 100;

function logarithmic(least: number, greatest: number): ClaimScale {
  const from = roundDown(least);
  const to = roundUp(greatest);
  const span = Math.log10(to / from);
  const place = (value: number) => (value <= from ? 0 : percent(Math.log10(value / from) / span));
  const powers: number[] = [];
  for (let power = powerBelow(from) * 10; power < to; power *= 10) {
    // Too near to an end, it would be written over it.
    if (place(power) > 12 && place(power) < 88) powers.push(power);
  }
  const ticks = [from, ...powers, to].map((value) => ({ value, place: place(value) }));
  return { isLogarithmic: true, ticks, place };
}

/**
 * @param ranges what is drawn, not empty
 * @example 107 and 4,000–5,000: logarithmic, from 100 to 5,000, with 1,000 written between
 */
export function claimScale(ranges: readonly ClaimRange[]): ClaimScale {
  const numbers = ranges.flatMap(({ low, high }) => (high === null ? [low] : [low, high]));
  const positive = numbers.filter((value) => value > 0);
  const greatest = Math.max(1, ...numbers);
  const least = Math.min(greatest, ...positive);
  if (greatest / least > LOGARITHMIC_FROM) return logarithmic(least, greatest);
  const { maximum } = niceScale(greatest);
  const place = (value: number) => percent(value / maximum);
  const ticks = [0, maximum / 2, maximum]
    .filter((value) => Number.isInteger(value))
    .map((value) => ({ value, place: place(value) }));
  return { isLogarithmic: false, ticks, place };
}
