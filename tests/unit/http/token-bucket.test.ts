import { expect, test } from "vitest";
import { createTokenBuckets } from "#server/http/token-bucket.ts";

function setUp(maxKeys = 1_000) {
  const clock = { now: 0 };
  const buckets = createTokenBuckets({ perSecond: 2, burst: 3, nowMs: () => clock.now, maxKeys });
  return { clock, buckets };
}

test("a burst passes, then so many a second, with the time to wait", () => {
  const { clock, buckets } = setUp();
  expect([1, 2, 3].map(() => buckets.take("a"))).toEqual([0, 0, 0]);
  expect(buckets.take("a")).toBe(0.5);
  clock.now = 499;
  expect(buckets.take("a")).toBeGreaterThan(0);
  clock.now = 500;
  expect(buckets.take("a")).toBe(0);
  expect(buckets.take("a")).toBe(0.5);
});

test("one key does not pay for another", () => {
  const { buckets } = setUp();
  for (let i = 0; i < 10; i += 1) buckets.take("a");
  expect(buckets.take("b")).toBe(0);
});

test("a bucket never holds more than its burst", () => {
  const { clock, buckets } = setUp();
  buckets.take("a");
  clock.now = 1_000_000;
  expect([1, 2, 3].map(() => buckets.take("a"))).toEqual([0, 0, 0]);
  expect(buckets.take("a")).toBeGreaterThan(0);
});

test("a clock set back takes nothing away", () => {
  const { clock, buckets } = setUp();
  clock.now = 10_000;
  buckets.take("a");
  clock.now = 0;
  expect(buckets.take("a")).toBe(0);
});

test("the number of keys is bounded, and whoever is over the limit is the last to be forgotten", () => {
  const { clock, buckets } = setUp(10);
  for (let i = 0; i < 9; i += 1) buckets.take(`old ${i}`);
  clock.now = 5_000;
  for (let i = 0; i < 5; i += 1) buckets.take("greedy");
  for (let i = 0; i < 5; i += 1) buckets.take(`new ${i}`);
  expect(buckets.size).toBeLessThanOrEqual(10);
  expect(buckets.take("greedy")).toBeGreaterThan(0);
});
