import type { Crossing } from "#server/domain/crossing.ts";
import type { CrossingStatus } from "#server/domain/status.ts";

/** A crossing with its status: what most writers take. */
export interface CrossingWithStatus {
  readonly crossing: Crossing;
  readonly status: CrossingStatus;
}
