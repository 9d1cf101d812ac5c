/** Intervals that a value axis aims at. */
const INTERVALS = 5;
/** Room above the greatest value, so that an open end has somewhere to point. */
const HEADROOM = 1.08;
/** Whole counts only: 2.5 is used from 25 on. */
const STEPS = [1, 2, 2.5, 5, 10] as const;

export interface NiceScale {
  readonly maximum: number;
  /** From 0 to `maximum`. */
  readonly steps: readonly number[];
}

/**
 * A value axis from 0 in round steps of 1, 2, 2.5 or 5 times a power of ten, that ends above `greatest`.
 * @example niceScale(5_000) // maximum 6_000, steps 0, 2_000, 4_000, 6_000
 */
export function niceScale(greatest: number): NiceScale {
  const target = Math.max(greatest * HEADROOM, INTERVALS);
  const power = 10 ** Math.floor(Math.log10(target / INTERVALS));
  const step =
    STEPS.map((one) => one * power).find(
      (one) => one >= target / INTERVALS && Number.isInteger(one),
    ) ?? 10 * power;
  const count = Math.ceil(target / step);
  return {
    maximum: count * step,
    steps: Array.from({ length: count + 1 }, (_, index) => index * step),
  };
}
