import fc from "fast-check";
import { expect, test } from "vitest";
import { type ClaimRange, differenceOf } from "#server/domain/claim-difference.ts";

const exactly = (count: number): ClaimRange => ({ low: count, high: count });
const HUNDREDS = { low: 100, high: 999 };

test("107 vehicles and 4,000–5,000 at Torkham differ by a factor of 37 to 47, with or without hundreds", () => {
  const claims = [exactly(107), { low: 4_000, high: 5_000 }];
  const expected = { kind: "differ", least: 4_000 / 107, most: 5_000 / 107 };
  expect(differenceOf(claims)).toEqual(expected);
  expect(differenceOf([...claims, HUNDREDS])).toEqual(expected);
});

test("claims that share a number do not differ, and one claim differs from nothing", () => {
  expect(differenceOf([exactly(107), HUNDREDS])).toEqual({ kind: "overlap" });
  expect(differenceOf([{ low: 5, high: 10 }, exactly(10)])).toEqual({ kind: "overlap" });
  expect(differenceOf([HUNDREDS])).toEqual({ kind: "single" });
  expect(differenceOf([])).toEqual({ kind: "single" });
});

test("without an upper bound there is a least factor only", () => {
  expect(differenceOf([exactly(9), { low: 201, high: null }])).toEqual({
    kind: "differ",
    least: 201 / 9,
    most: null,
  });
  expect(differenceOf([{ low: 0, high: 5 }, exactly(20)])).toEqual({
    kind: "differ",
    least: 4,
    most: null,
  });
});

test("from none to some there is no factor", () => {
  expect(differenceOf([exactly(0), exactly(12)])).toEqual({
    kind: "differ",
    least: null,
    most: null,
  });
});

const range = fc
  .tuple(fc.nat(5_000), fc.option(fc.nat(5_000)))
  .map(([low, more]): ClaimRange => ({ low, high: more === null ? null : low + more }));

test("order does not matter, and least is above one and never above most", () => {
  fc.assert(
    fc.property(fc.array(range, { minLength: 1, maxLength: 6 }), (claims) => {
      const difference = differenceOf(claims);
      expect(differenceOf(claims.toReversed())).toEqual(difference);
      if (difference.kind !== "differ" || difference.least === null) return;
      expect(difference.least).toBeGreaterThan(1);
      if (difference.most !== null) {
        expect(difference.most).toBeGreaterThanOrEqual(difference.least);
      }
    }),
  );
});
