import fc from "fast-check";
import { expect, test } from "vitest";
import { claimScale } from "#app/_components/figure/claim-scale.ts";

test("107 beside 4,000–5,000 is drawn on a logarithmic scale, 23 beside 58 is not", () => {
  const wide = claimScale([
    { low: 107, high: 107 },
    { low: 4_000, high: 5_000 },
  ]);
  expect(wide.isLogarithmic).toBe(true);
  expect(wide.ticks.map(({ value }) => value)).toEqual([100, 1_000, 5_000]);
  const narrow = claimScale([
    { low: 23, high: 23 },
    { low: 58, high: 58 },
  ]);
  expect(narrow.isLogarithmic).toBe(false);
  expect(narrow.ticks[0]).toEqual({ value: 0, place: 0 });
});

test("every number has its place between the ends, the greater further right", () => {
  const number = fc.nat(2_000_000);
  fc.assert(
    fc.property(fc.array(number, { minLength: 1, maxLength: 8 }), (numbers) => {
      const scale = claimScale(numbers.map((low) => ({ low, high: null })));
      const places = numbers.toSorted((a, b) => a - b).map((value) => scale.place(value));
      for (const [index, place] of places.entries()) {
        expect(place).toBeGreaterThanOrEqual(places[index - 1] ?? 0);
        expect(place).toBeLessThanOrEqual(100);
      }
    }),
  );
});
