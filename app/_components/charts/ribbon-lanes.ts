import type { LaneId } from "#server/domain/crossing.ts";
import type { LaneRibbon, RibbonSegment } from "#server/domain/history.ts";

/** Lanes that were in the same states all the while, drawn as one band. */
export interface RibbonGroup {
  readonly lanes: readonly LaneId[];
  readonly segments: readonly RibbonSegment[];
}

/** Ribbons with equal ones put together, in order of their first lane. */
export function groupRibbons(ribbons: readonly LaneRibbon[]): RibbonGroup[] {
  const groups = new Map<string, { lanes: LaneId[]; segments: readonly RibbonSegment[] }>();
  for (const { lane, segments } of ribbons) {
    const key = segments.map(({ fromAt, value }) => `${fromAt} ${value}`).join();
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { lanes: [lane], segments });
    else group.lanes.push(lane);
  }
  return [...groups.values()];
}
