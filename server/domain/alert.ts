/**
 * Alert level 0–4 by printed rules over a status, each reason with the level it asks for; the level is the
 * highest of them. Unknown is never normal: a silent crossing is advisory with certainty Unknown.
 */

import type { Cause, Metric } from "./claim.ts";
import type { Freshness } from "./freshness.ts";
import { MODES } from "./mode.ts";
import {
  ALERT_LEVELS,
  type Alert,
  type AlertOverride,
  type AlertReason,
  type CapAxes,
  type Condition,
  type ExceptionStatus,
  type Figure,
  type LaneStatus,
  type PostureStatus,
} from "./status.ts";
import type { Instant } from "./time.ts";

/**
 * Stranded counts from which a level is asked for, by the figure's `low` (what all sources grant).
 * People: a district relief camp's size, and ten of them; trucks: half a day's and five days' throughput of
 * Torkham in 2025 (about 500 a day by the record, 2025-10-11).
 */
export const STRANDED_THRESHOLDS: Readonly<
  Record<"people_stranded" | "trucks_stranded", readonly { low: number; level: 1 | 2 | 3 }[]>
> = {
  people_stranded: [
    { low: 5_000, level: 3 },
    { low: 500, level: 2 },
    { low: 50, level: 1 },
  ],
  trucks_stranded: [
    { low: 2_500, level: 3 },
    { low: 250, level: 2 },
    { low: 50, level: 1 },
  ],
};

type AlertFigure = Pick<Figure, "metric" | "low" | "high">;

export interface AlertInput {
  readonly at: Instant;
  readonly condition: Condition;
  readonly cause: Cause | null;
  readonly lanes: readonly Pick<LaneStatus, "mode" | "value" | "gap" | "contested" | "basis">[];
  readonly exceptions: readonly ExceptionStatus[];
  readonly figures: readonly AlertFigure[];
  readonly postures: readonly Pick<PostureStatus, "side" | "value">[];
  readonly freshness: Freshness;
  readonly lastWordAt: Instant | null;
  readonly override: AlertOverride | null;
}

function laneReasons({ condition, lanes, exceptions }: AlertInput): AlertReason[] {
  const reasons: AlertReason[] = [];
  const unknown = lanes.filter((lane) => lane.value === "unknown").length;
  if (condition === "closed") {
    const moving = exceptions.filter((e) => e.state !== "closed" && e.state !== "unknown");
    // Closed as far as anybody knows: "every lane" would say more than is known.
    reasons.push({ code: "all_closed", level: 3, values: unknown > 0 ? { unknown } : {} });
    if (moving.length > 0) {
      reasons.push({
        code: "exceptions_only",
        level: 2,
        values: { classes: [...new Set(moving.map((e) => e.class))].join(",") },
      });
    }
  } else {
    for (const mode of MODES) {
      const ofMode = lanes.filter((lane) => lane.mode === mode);
      if (ofMode.length > 0 && ofMode.every((lane) => lane.value === "closed")) {
        reasons.push({ code: "mode_closed", level: 2, values: { mode } });
      }
    }
    if (lanes.some((lane) => lane.value === "restricted")) {
      reasons.push({ code: "restricted", level: 1, values: {} });
    }
  }
  if (lanes.some((lane) => lane.gap)) reasons.push({ code: "announced_gap", level: 1, values: {} });
  if (lanes.some((lane) => lane.contested)) {
    reasons.push({ code: "contested", level: 1, values: {} });
  }
  if (unknown > 0 && unknown < lanes.length) {
    reasons.push({ code: "partly_unknown", level: 1, values: { lanes: unknown } });
  }
  return reasons;
}

function strandedReasons(figures: readonly AlertFigure[]): AlertReason[] {
  return (["people_stranded", "trucks_stranded"] as const).flatMap(
    (metric: Metric & keyof typeof STRANDED_THRESHOLDS) => {
      const figure = figures
        .filter((f) => f.metric === metric)
        .reduce<AlertFigure | null>(
          (most, f) => (most === null || f.low > most.low ? f : most),
          null,
        );
      if (figure === null) return [];
      const reached = STRANDED_THRESHOLDS[metric].find(({ low }) => figure.low >= low);
      if (reached === undefined) return [];
      const values: Record<string, number> = { low: figure.low };
      if (figure.high !== null) values.high = figure.high;
      return [{ code: metric, level: reached.level, values }];
    },
  );
}

function postureReasons({ postures, condition }: AlertInput): AlertReason[] {
  return postures.flatMap((posture): AlertReason[] => {
    const values = { side: posture.side };
    if (posture.value === "high_alert") {
      // Forces on high alert at a gate that is shut: the worst the record knows (October 2025).
      return [{ code: "high_alert", level: condition === "closed" ? 4 : 3, values }];
    }
    return posture.value === "heightened" ? [{ code: "heightened", level: 1, values }] : [];
  });
}

function certaintyOf({ lanes, freshness }: AlertInput): CapAxes["certainty"] {
  const known = lanes.filter((lane) => lane.value !== "unknown");
  if (known.length === 0) return "Unknown";
  if (known.some((lane) => lane.contested || lane.basis === "announced")) return "Possible";
  return freshness === "fresh" ? "Observed" : "Likely";
}

const LEVELS: readonly Alert["level"][] = [0, 1, 2, 3, 4];

const SEVERITY: readonly CapAxes["severity"][] = [
  "Minor",
  "Minor",
  "Moderate",
  "Severe",
  "Extreme",
];

/** The level with its reasons, highest first, and the CAP axes. An override in force sets the level alone. */
export function deriveAlert(input: AlertInput): Alert {
  const reasons = [
    ...laneReasons(input),
    ...postureReasons(input),
    ...strandedReasons(input.figures),
  ];
  if (input.condition === "closed" && input.cause === "clash") {
    reasons.push({ code: "clash", level: 3, values: {} });
  }
  if (input.condition === "unknown") {
    reasons.push(
      input.lastWordAt === null
        ? { code: "never_reported", level: 1, values: {} }
        : { code: "silent", level: 1, values: { lastWordAt: input.lastWordAt } },
    );
  }
  if (reasons.length === 0) reasons.push({ code: "all_open", level: 0, values: {} });
  const override =
    input.override !== null && input.override.expiresAt > input.at ? input.override : null;
  const level =
    override?.level ??
    LEVELS.findLast((candidate) => reasons.some((r) => r.level === candidate)) ??
    0;
  if (override !== null) {
    reasons.push({ code: "override", level: override.level, values: { reason: override.reason } });
  }
  const certainty = certaintyOf(input);
  return {
    level,
    name: ALERT_LEVELS[level],
    // The override leads; otherwise highest first, in the order of the rules.
    reasons: reasons
      .map((reason, order) => ({ reason, order }))
      .sort(
        (a, b) =>
          Number(b.reason.code === "override") - Number(a.reason.code === "override") ||
          b.reason.level - a.reason.level ||
          a.order - b.order,
      )
      .map(({ reason }) => reason),
    axes: {
      severity: certainty === "Unknown" ? "Unknown" : (SEVERITY[level] ?? "Unknown"),
      urgency: certainty === "Unknown" ? "Unknown" : level >= 3 ? "Immediate" : "Expected",
      certainty,
    },
  };
}
