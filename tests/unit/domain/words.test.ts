import { expect, test } from "vitest";
import { findWordRange, WORD_RANGES } from "#server/domain/words.ts";

test.each([
  ["hundreds", 100, 999],
  [" Thousands ", 1_000, 9_999],
  ["tens  of THOUSANDS", 10_000, 99_999],
  ["dozens", 24, 99],
  ["none", 0, 0],
])("%j stands for a range", (word, low, high) => {
  expect(findWordRange(word)).toEqual({ low, high });
});

test.each(["many", "", "hundred", "constructor", "toString", "__proto__"])(
  "%j is not in the table",
  (word) => {
    expect(findWordRange(word)).toBeNull();
  },
);

test("every word is a range with its low first, and only 'none' is one number", () => {
  for (const [word, { low, high }] of Object.entries(WORD_RANGES)) {
    if (high === null) continue;
    expect(low === high).toBe(word === "none");
    expect(low).toBeLessThanOrEqual(high);
  }
});
