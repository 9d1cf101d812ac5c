/**
 * What a watch remembers of a crossing: what it was last known to be, so that a lane that went from closed through
 * unknown to open is told as a reopening, and a figure that hovers about its bound is told once.
 */
import type { ClaimableState, State } from "./claim.ts";
import type { LaneId } from "./crossing.ts";
import { lastSeenWordAt } from "./silence.ts";
import type { CrossingStatus } from "./status.ts";
import type { Instant } from "./time.ts";

export interface LaneMemory {
  /** What is shown now. */
  readonly now: State;
  /** What it was before it became unknown; null: it has never been anything else. */
  readonly known: ClaimableState | null;
  /** Since when `known` has held, as well as it is known. */
  readonly since: Instant | null;
  /** What was last announced. */
  readonly announced: State;
}

export interface CrossingMemory {
  /** Number of the last change that was judged. */
  readonly sequence: number;
  readonly level: number;
  readonly lanes: Readonly<Record<LaneId, LaneMemory>>;
  /** Of figures that crossed a rule's bound: on which side of it they are. */
  readonly figures: Readonly<Record<string, "above" | "below">>;
  /** The beginning of the closure of each lane that was told as long. */
  readonly longClosures: Readonly<Record<LaneId, Instant>>;
  /** The newest word of what was seen, where statuses were looked at. */
  readonly lastWordAt: Instant | null;
  /** The word after which silence was told. */
  readonly silentAfter: Instant | null;
  /** Planned closures that were told: id, beginning and end of each. */
  readonly planned: readonly string[];
}

export const NO_MEMORY: CrossingMemory = {
  sequence: 0,
  level: 0,
  lanes: {},
  figures: {},
  longClosures: {},
  lastWordAt: null,
  silentAfter: null,
  planned: [],
};

const known = (state: State): ClaimableState | null => (state === "unknown" ? null : state);

/** What is remembered of a crossing when a watch begins: only what changes from now on is told. */
export function rememberStatus(
  status: Pick<CrossingStatus, "lanes" | "alert">,
  sequence: number,
): CrossingMemory {
  const lanes = status.lanes.map((lane) => {
    const memory: LaneMemory = {
      now: lane.value,
      known: known(lane.value) ?? lane.lastSeen?.value ?? null,
      since: lane.since?.latestAt ?? null,
      announced: lane.announced.value,
    };
    return [lane.lane, memory] as const;
  });
  return {
    ...NO_MEMORY,
    sequence,
    level: status.alert.level,
    lanes: Object.fromEntries(lanes),
    lastWordAt: lastSeenWordAt(status),
  };
}
