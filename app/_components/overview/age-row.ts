/** What time alone does to a row in the browser, by the rules that made it. */

import type { DeriveAlert } from "#app/_client/alert-rules.ts";
import { freshnessAt, isCurrent, isPostureCurrent } from "#server/domain/freshness.ts";
import { deriveCondition } from "#server/domain/lane-choice.ts";
import type { LiveLane, LiveStatus } from "#server/domain/live-status.ts";
import { MODES } from "#server/domain/mode.ts";
import { overridesAt } from "#server/domain/override.ts";
import type { Instant } from "#server/domain/time.ts";

/**
 * The status at `now`: a lane whose word has grown stale turns unknown and says what it was last seen as, a figure
 * whose claims have left their window goes. The same object when nothing changes.
 * @param derive the rules of alert levels; without them a level stays until nothing at all is known any more
 */
export function ageLiveStatus(
  status: LiveStatus,
  now: Instant,
  derive: DeriveAlert | null,
): LiveStatus {
  if (status.nextChangeAt === null || now < status.nextChangeAt) return status;
  const freshnessOf = (lastWordAt: Instant | null) =>
    freshnessAt(lastWordAt, status.expectedIntervalMinutes, now);
  const lanes = status.lanes.map((lane) =>
    ageLane({ ...lane, freshness: freshnessOf(lane.lastWordAt) }, now),
  );
  const condition = deriveCondition(lanes);
  const aged = {
    ...status,
    lanes,
    condition,
    since: condition === status.condition ? status.since : null,
    exceptions: status.exceptions.map((exception) =>
      isCurrent(freshnessOf(exception.lastWordAt))
        ? exception
        : { ...exception, state: "unknown" as const },
    ),
    figures: status.figures.filter(({ expiresAt }) => expiresAt >= now),
    postures: status.postures.filter(({ asOf }) => isPostureCurrent(asOf, now)),
    freshness: freshnessOf(status.lastWordAt),
  };
  return { ...aged, alert: derive === null ? guessAlert(aged) : ageAlert(aged, now, derive) };
}

/** The level by the same rules over what still stands; one that a person has set until it expires. */
function ageAlert(aged: LiveStatus, now: Instant, derive: DeriveAlert): LiveStatus["alert"] {
  const lanes = aged.lanes.flatMap((lane) => {
    const mode = MODES.find((one) => lane.lane.endsWith(`/${one}`));
    return mode === undefined ? [] : [{ ...lane, mode }];
  });
  const { override } = overridesAt(aged.overrides ?? [], now);
  return derive({ ...aged, at: now, lanes, override });
}

/** Nobody says how things are any more: advisory, and the reason is the silence. */
function guessAlert({ alert, condition, lastWordAt }: LiveStatus): LiveStatus["alert"] {
  if (condition !== "unknown" || lastWordAt === null) return alert;
  return {
    level: 1,
    name: "advisory",
    reasons: [{ code: "silent", level: 1, values: { lastWordAt } }],
    axes: { severity: "Unknown", urgency: "Unknown", certainty: "Unknown" },
  };
}

function ageLane(lane: LiveLane, now: Instant): LiveLane {
  const isPlanned = lane.basis === "announced" && lane.endsAt !== null;
  const hasEnded = lane.endsAt !== null && now >= lane.endsAt;
  if (lane.value === "unknown" || ((isPlanned || isCurrent(lane.freshness)) && !hasEnded))
    return lane;
  const lastSeen = lane.lastWordAt === null ? null : { value: lane.value, at: lane.lastWordAt };
  const isSaid = { gap: false, contested: false, basis: "none" } as const;
  return { ...lane, ...isSaid, value: "unknown", since: null, lastSeen };
}
