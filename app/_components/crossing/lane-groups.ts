import type { LaneStatus, TrackState } from "#server/domain/status.ts";

/** Lanes of which both tracks say the same, by the same people. */
export interface LaneGroup {
  /** Never empty. */
  readonly lanes: readonly LaneStatus[];
  readonly announced: TrackState;
  readonly observed: TrackState;
}

function fingerprint({ announced, observed }: LaneStatus): string {
  const track = ({ said, ...rest }: TrackState) => [rest, said.map(({ reportId }) => reportId)];
  return JSON.stringify([track(announced), track(observed)]);
}

/** Lanes with what is said of them, in order of their first lane; nothing is said twice. */
export function groupLanes(lanes: readonly LaneStatus[]): LaneGroup[] {
  const groups = new Map<string, LaneStatus[]>();
  for (const lane of lanes) {
    const key = fingerprint(lane);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [lane]);
    else group.push(lane);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    return [{ lanes: group, announced: first.announced, observed: first.observed }];
  });
}
