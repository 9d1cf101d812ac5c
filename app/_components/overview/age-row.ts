/** What time alone does to a row in the browser, by the rules that made it. */

import { freshnessAt, isCurrent } from "#server/domain/freshness.ts";
import { deriveCondition } from "#server/domain/lane-choice.ts";
import type { LiveLane, LiveStatus } from "#server/domain/live-status.ts";
import type { Instant } from "#server/domain/time.ts";

/**
 * The status at `now`: a lane whose word has grown stale turns unknown and says what it was last seen as, a figure
 * whose claims have left their window goes. The same object when nothing changes.
 */
export function ageLiveStatus(status: LiveStatus, now: Instant): LiveStatus {
  if (status.nextChangeAt === null || now < status.nextChangeAt) return status;
  const freshnessOf = (lastWordAt: Instant | null) =>
    freshnessAt(lastWordAt, status.expectedIntervalMinutes, now);
  const lanes = status.lanes.map((lane) =>
    ageLane({ ...lane, freshness: freshnessOf(lane.lastWordAt) }, now),
  );
  const condition = deriveCondition(lanes);
  const isSilenced = condition === "unknown" && status.condition !== "unknown";
  return {
    ...status,
    lanes,
    condition,
    since: isSilenced ? null : status.since,
    exceptions: status.exceptions.map((exception) =>
      isCurrent(freshnessOf(exception.lastWordAt))
        ? exception
        : { ...exception, state: "unknown" as const },
    ),
    figures: status.figures.filter(({ expiresAt }) => expiresAt >= now),
    freshness: freshnessOf(status.lastWordAt),
    alert: isSilenced ? silentAlert(status) : status.alert,
  };
}

function ageLane(lane: LiveLane, now: Instant): LiveLane {
  const isPlanned = lane.basis === "announced" && lane.endsAt !== null;
  const hasEnded = lane.endsAt !== null && now >= lane.endsAt;
  if (lane.value === "unknown" || ((isPlanned || isCurrent(lane.freshness)) && !hasEnded))
    return lane;
  const lastSeen = lane.lastWordAt === null ? null : { value: lane.value, at: lane.lastWordAt };
  return { ...lane, value: "unknown", since: null, lastSeen };
}

/** Nobody says how things are any more: advisory, and the reason is the silence. */
function silentAlert(status: LiveStatus): LiveStatus["alert"] {
  const values = status.lastWordAt === null ? {} : { lastWordAt: status.lastWordAt };
  return {
    level: 1,
    name: "advisory",
    reasons: [{ code: "silent", level: 1, values }],
    axes: { severity: "Unknown", urgency: "Unknown", certainty: "Unknown" },
  };
}
