/** History: a figure over time, and a lane's states over time, in the shape that charts draw. */
import type { Metric, State } from "./claim.ts";
import type { CountryCode, LaneId } from "./crossing.ts";
import type { FigureClaim } from "./status.ts";
import type { Instant } from "./time.ts";

/** A chart never gets more points than this, whatever its span; design.md, "Budgets". */
export const MAX_HISTORY_POINTS = 400;

/** One bucket. All three null: nothing was said in it, which is a gap and not a zero. `high` null with a low: no upper bound. */
export interface HistoryPoint {
  readonly at: Instant;
  readonly low: number | null;
  readonly best: number | null;
  readonly high: number | null;
}

export interface HistorySeries {
  readonly metric: Metric;
  readonly side: CountryCode | null;
  readonly from: Instant;
  readonly to: Instant;
  readonly bucketMinutes: number;
  /** Oldest first, every bucket of the span, at most `MAX_HISTORY_POINTS`. */
  readonly points: readonly HistoryPoint[];
  /** The newest claims of the span, oldest first, at most `MAX_HISTORY_POINTS`. */
  readonly claims: readonly FigureClaim[];
}

/** A stretch in which a lane's state does not change: `[fromAt, toAt)`. */
export interface RibbonSegment {
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly value: State;
}

export interface LaneRibbon {
  readonly lane: LaneId;
  /** Oldest first, touching, covering the whole span. */
  readonly segments: readonly RibbonSegment[];
}
