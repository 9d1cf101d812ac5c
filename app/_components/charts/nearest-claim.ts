import type { ChartClaim } from "./history-data.ts";

/** Where a claim stands in the drawing, in pixels. */
export interface ClaimScales {
  readonly x: (atMs: number) => number;
  readonly y: (value: number) => number;
}

/** The value at which a claim's mark is drawn: its own best, else its only bound, else the middle of its range. */
export function markValue({ low, best, high }: Pick<ChartClaim, "low" | "best" | "high">): number {
  return best ?? (high === null ? low : (low + high) / 2);
}

/** Index of the claim whose mark lies nearest to a point of the drawing; null when there is none. */
export function nearestClaim(
  claims: readonly ChartClaim[],
  scales: ClaimScales,
  at: { readonly x: number; readonly y: number },
): number | null {
  let nearest: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  claims.forEach((claim, index) => {
    const distance = Math.hypot(scales.x(claim.atMs) - at.x, scales.y(markValue(claim)) - at.y);
    if (distance < least) {
      least = distance;
      nearest = index;
    }
  });
  return nearest;
}
