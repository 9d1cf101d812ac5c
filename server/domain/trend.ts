/** Trend: by rule from two statuses a day apart. An official's "stabilising" is a claim and plays no part. */
import type { CrossingStatus, Figure, LaneStatus, Trend } from "./status.ts";
import { HOUR_MS } from "./time.ts";

/** How far back the trend looks, in milliseconds. */
export const TREND_SPAN_MS = 24 * HOUR_MS;

const OPENNESS = { open: 2, restricted: 1, closed: 0 } as const;

type Step = "worse" | "same" | "better" | "unknown";

function laneStep(before: LaneStatus | undefined, after: LaneStatus): Step {
  if (before === undefined || before.value === "unknown" || after.value === "unknown")
    return "unknown";
  const change = OPENNESS[after.value] - OPENNESS[before.value];
  return change < 0 ? "worse" : change > 0 ? "better" : "same";
}

/** Only ranges that lie wholly apart tell a change; overlapping ones may be the same queue. */
function figureStep(before: Figure, after: Figure): Step {
  if (before.high !== null && after.low > before.high) return "worse";
  if (after.high !== null && after.high < before.low) return "better";
  return "same";
}

const STRANDED = ["people_stranded", "trucks_stranded"];

/**
 * `worsening` or `easing` when lanes or stranded figures moved in one direction only, `steady` when something
 * is known on both days and nothing moved, else `unclear` (nothing known, or moved both ways).
 */
export function deriveTrend(
  before: Pick<CrossingStatus, "lanes" | "figures">,
  after: Pick<CrossingStatus, "lanes" | "figures">,
): Trend {
  const lanes = after.lanes.map((lane) =>
    laneStep(
      before.lanes.find((other) => other.lane === lane.lane),
      lane,
    ),
  );
  const figures = after.figures
    .filter((figure) => STRANDED.includes(figure.metric))
    .flatMap((figure) => {
      const was = before.figures.find(
        (other) =>
          other.metric === figure.metric &&
          other.side === figure.side &&
          other.lane === figure.lane,
      );
      return was === undefined ? [] : [figureStep(was, figure)];
    });
  const steps = [...lanes, ...figures];
  const worse = steps.includes("worse");
  const better = steps.includes("better");
  if (worse !== better) return worse ? "worsening" : "easing";
  return !worse && steps.includes("same") ? "steady" : "unclear";
}
