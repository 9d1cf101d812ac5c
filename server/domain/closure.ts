/** Closure: an episode derived from lane states, in which at least one lane is closed without a break. */
import type { Cause, LaneException } from "./claim.ts";
import type { CrossingId, LaneId } from "./crossing.ts";
import type { Instant, TimeBound } from "./time.ts";

/**
 * `reopened`: no lane is closed any more; `lost_sight`: its end is not known, nobody said more;
 * `ongoing`: still so at the end of the view.
 */
export type ClosureEnd = "reopened" | "lost_sight" | "ongoing";

/** A stretch of a closure with the same lanes closed and the same exceptions. */
export interface ClosurePhase {
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly closedLanes: readonly LaneId[];
  readonly openLanes: readonly LaneId[];
  readonly restrictedLanes: readonly LaneId[];
  readonly exceptions: readonly LaneException[];
  readonly conditions: readonly string[];
}

export interface Closure {
  readonly crossingId: CrossingId;
  readonly from: TimeBound;
  /** `[fromAt, toAt)`. */
  readonly fromAt: Instant;
  readonly toAt: Instant;
  readonly end: ClosureEnd;
  readonly cause: Cause | null;
  /** Every lane that was closed at some time in it. */
  readonly lanes: readonly LaneId[];
  readonly phases: readonly ClosurePhase[];
  /** First lane seen open after it (observed track). */
  readonly firstMovement: { readonly at: Instant; readonly lane: LaneId } | null;
}
