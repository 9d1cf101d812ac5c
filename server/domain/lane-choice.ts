/** What counts of a lane's two tracks, at derivation and again as time passes in the browser. */
import { type State, strictness } from "./claim.ts";
import type { Condition, LaneBasis, LaneStatus, TrackState } from "./status.ts";

/**
 * What was seen counts, unless a newer announcement is stricter. An announcement can close a lane on paper;
 * only somebody who saw it can open it.
 */
export function chooseTrack(
  observed: State,
  announced: State,
  isAnnouncedNewer: () => boolean,
): LaneBasis {
  if (announced !== "unknown" && announced !== "open") {
    if (observed === "unknown") return "announced";
    if (strictness(announced) > strictness(observed) && isAnnouncedNewer()) return "announced";
  }
  return observed === "unknown" ? "none" : "observed";
}

type Settled = Pick<
  LaneStatus,
  | "value"
  | "basis"
  | "recorded"
  | "since"
  | "freshness"
  | "lastWordAt"
  | "observed"
  | "announced"
  | "gap"
  | "endsAt"
>;

/** A lane's state from its two tracks. */
export function settleLane(observed: TrackState, announced: TrackState): Settled {
  const basis = chooseTrack(
    observed.value,
    announced.value,
    () =>
      announced.lastWordAt !== null &&
      observed.lastWordAt !== null &&
      announced.lastWordAt > observed.lastWordAt,
  );
  const chosen = basis === "announced" ? announced : observed;
  const value: State = basis === "none" ? "unknown" : chosen.value;
  return {
    value,
    basis,
    recorded: chosen.recorded,
    since: basis === "none" ? null : chosen.since,
    freshness: chosen.freshness,
    endsAt: basis === "none" ? null : chosen.endsAt,
    lastWordAt:
      basis === "announced" ? announced.lastWordAt : (observed.lastWordAt ?? announced.lastWordAt),
    observed,
    announced,
    gap: announced.value !== "unknown" && announced.value !== observed.value,
  };
}

/** One word for all lanes: `open` only when every lane is; what is not known is never counted as open. */
export function deriveCondition(lanes: readonly Pick<LaneStatus, "value">[]): Condition {
  const known = lanes.filter((lane) => lane.value !== "unknown");
  if (known.length === 0) return "unknown";
  const all = (value: State) => known.every((lane) => lane.value === value);
  if (all("closed")) return "closed";
  if (all("open")) return known.length === lanes.length ? "open" : "partial";
  return known.some((lane) => lane.value === "open") ? "partial" : "restricted";
}
