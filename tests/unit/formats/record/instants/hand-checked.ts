/**
 * What the record says at an instant, worked out by hand from the rows of data/closures.json and their notes under
 * the rules of design ("a partial opening does not end the closure"), without asking the code. Each names its row.
 *
 * `on foot / by car / by truck (/ by rail)`; both directions unless written `PK-AF/AF-PK`.
 */
import type { State } from "#server/domain/claim.ts";

export interface HandChecked {
  readonly at: string;
  readonly crossing: string;
  /** pedestrian, passenger, truck and, where there is one, rail. */
  readonly lanes: string;
  /** Left out: not checked. True: between two documented claims; false: the word itself is still current. */
  readonly recorded?: boolean;
  /** `class direction mode state`, `*` for both directions. Left out: none. */
  readonly exceptions?: readonly string[];
  /** For an unknown lane on foot: what it was last said to be. */
  readonly lastSeen?: State | null;
  readonly basis?: "observed" | "announced";
  /** The row of closures.json that justifies it, and why. */
  readonly row: string;
}

export const GOING_HOME = "returnees PK-AF pedestrian open";
