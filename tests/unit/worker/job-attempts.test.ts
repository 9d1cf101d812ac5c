import { expect, test } from "vitest";
import { DAY_MS, MINUTE_MS } from "#server/domain/time.ts";
import { attemptsThrough } from "#server/services/job-attempts.ts";

/** As graphile-worker waits (dist/sql/failJobs.js): e to the power of the attempts made, of ten at most. */
const lastAfterMs = (attempts: number) =>
  Array.from({ length: attempts - 1 }, (_, i) => Math.exp(Math.min(i + 1, 10)) * 1_000).reduce(
    (sum, ms) => sum + ms,
    0,
  );

test("a job has as many attempts as reach over the time that is asked for, and not one more", () => {
  for (const spanMs of [0, MINUTE_MS, 28 * MINUTE_MS, DAY_MS, 2 * DAY_MS]) {
    const attempts = attemptsThrough(spanMs);
    expect(lastAfterMs(attempts)).toBeGreaterThanOrEqual(spanMs);
    if (attempts > 1) expect(lastAfterMs(attempts - 1)).toBeLessThan(spanMs);
  }
  expect(attemptsThrough(DAY_MS)).toBe(14);
});
