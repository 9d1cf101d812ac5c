import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readRetryAfter } from "#server/domain/retry-after.ts";
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "#server/domain/time.ts";
import type { PostOutcome } from "#server/webhooks/guarded-post.ts";
import { afterAttempt, RETRY_DELAYS_MS } from "#server/webhooks/retry-plan.ts";

const NOW_MS = Date.parse("2025-10-12T09:30:00.000Z");
const answered = (status: number, retryAfter: string | null = null): PostOutcome => ({
  kind: "answered",
  status,
  retryAfter,
  answer: "",
});
const follows = (attempt: number, outcome: PostOutcome, random = 0) =>
  afterAttempt({ attempt, outcome, nowMs: NOW_MS, random });

describe("after an attempt", () => {
  test("any 2xx is success, and nothing else is", () => {
    for (const status of [200, 201, 202, 204, 299])
      expect(follows(1, answered(status)).kind).toBe("sent");
    for (const status of [101, 199, 300, 301, 302, 307, 308, 400, 401, 404, 500, 503])
      expect(follows(1, answered(status)).kind, String(status)).toBe("retry");
  });

  test("410 ends it at once, also at the first", () => {
    expect(follows(1, answered(410))).toEqual({ kind: "gone" });
    expect(follows(10, answered(410))).toEqual({ kind: "gone" });
  });

  test("the schedule is that of the standard, and the tenth attempt is the last", () => {
    const delays = [];
    for (let attempt = 1; ; attempt += 1) {
      const next = follows(attempt, answered(500));
      if (next.kind !== "retry") break;
      delays.push(next.afterMs);
    }
    expect(delays).toEqual([
      5 * SECOND_MS,
      5 * MINUTE_MS,
      30 * MINUTE_MS,
      2 * HOUR_MS,
      5 * HOUR_MS,
      10 * HOUR_MS,
      14 * HOUR_MS,
      20 * HOUR_MS,
      24 * HOUR_MS,
    ]);
    expect(follows(RETRY_DELAYS_MS.length, answered(500)).kind).toBe("exhausted");
    expect(follows(25, { kind: "unanswered", reason: "ECONNREFUSED" }).kind).toBe("exhausted");
  });

  test("jitter prolongs by up to a fifth, and never shortens", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (attempt, random) => {
          const next = follows(attempt, answered(500), random);
          const planned = RETRY_DELAYS_MS[attempt] ?? 0;
          expect(
            next.kind === "retry" && next.afterMs >= planned && next.afterMs <= planned * 1.2,
          ).toBe(true);
        },
      ),
    );
    expect(follows(2, answered(500), 0.5)).toMatchObject({ afterMs: 5.5 * MINUTE_MS });
  });

  test("Retry-After is waited for when it is longer than the schedule, and at most a day", () => {
    expect(follows(1, answered(503, "120"))).toMatchObject({
      afterMs: 120 * SECOND_MS,
      holdMs: 120 * SECOND_MS,
    });
    expect(follows(3, answered(503, "1"))).toMatchObject({ afterMs: 30 * MINUTE_MS });
    expect(follows(1, answered(429, "99999999999"))).toMatchObject({
      afterMs: DAY_MS,
      holdMs: DAY_MS,
    });
  });

  test("429, 502 and 504 hold everything for that endpoint, an error of one notice holds nothing", () => {
    for (const status of [429, 502, 504])
      expect(follows(1, answered(status))).toMatchObject({ holdMs: MINUTE_MS });
    expect(follows(1, answered(429, "300"))).toMatchObject({ holdMs: 300 * SECOND_MS });
    expect(follows(1, answered(500))).toMatchObject({ holdMs: 0 });
    expect(follows(1, { kind: "unanswered", reason: "ETIMEDOUT" })).toMatchObject({
      holdMs: 10 * SECOND_MS,
    });
  });
});

test.each([
  [null, 0],
  ["", 0],
  ["0", 0],
  ["120", 120_000],
  [" 5 ", 5_000],
  ["-5", 0],
  ["1.5", 0],
  ["soon", 0],
  ["2025-10-12", 0],
  ["Sun, 12 Oct 2025 09:31:00 GMT", 60_000],
  ["Sun, 12 Oct 2025 09:29:00 GMT", 0],
  ["Fri, 31 Dec 2100 23:59:59 GMT", DAY_MS],
  ["Abc, no date", 0],
])("Retry-After %j is %d ms", (text, ms) => {
  expect(readRetryAfter(text, NOW_MS)).toBe(ms);
});
