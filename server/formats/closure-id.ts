import type { Closure } from "#server/domain/closure.ts";

/** `torkham-20251012T000000Z`: a crossing has one closure at a time, so its beginning names it. */
export function closureId(closure: Pick<Closure, "crossingId" | "fromAt">): string {
  return `${closure.crossingId}-${compactInstant(closure.fromAt)}`;
}

/** An instant to the second without signs: `20251012T093000Z`, as iCalendar writes it too. */
export const compactInstant = (instant: string): string =>
  `${instant.slice(0, 19).replace(/[-:]/g, "")}Z`;
