import { z } from "zod";
import {
  BASES,
  CAUSES,
  CLAIMABLE_STATES,
  EXCEPTION_CLASSES,
  METRICS,
  OUTLOOKS,
  POSTURES,
  STATES,
} from "#server/domain/claim.ts";
import { MODES } from "#server/domain/crossing.ts";
import { FRESHNESSES } from "#server/domain/freshness.ts";
import { KNOWN } from "#server/domain/report.ts";
import {
  ALERT_LEVELS,
  type Attribution,
  type CrossingStatus,
  type FigureClaim,
  type LaneStatus,
  TRENDS,
  type TrackState,
} from "#server/domain/status.ts";
import { Count, InstantOut, PublicSource, PublicSourceLink, PublicTimeBound } from "./shared.ts";

const Level = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);
const State = z.enum(STATES).meta({ description: "unknown means no data, never fine" });
const ExceptionState = z.enum([...CLAIMABLE_STATES, "unknown"]);

const PublicAttribution: z.ZodType<Attribution, Attribution> = z.object({
  reportId: z.string(),
  source: PublicSource,
  observedAt: InstantOut,
  links: z.array(PublicSourceLink),
});

const PublicTrackState: z.ZodType<TrackState, TrackState> = z
  .object({
    held: State,
    value: State,
    recorded: z.boolean(),
    since: PublicTimeBound.nullable(),
    lastWordAt: InstantOut.nullable(),
    freshness: z.enum(FRESHNESSES),
    endsAt: InstantOut.nullable(),
    cause: z.enum(CAUSES).nullable(),
    conditions: z.array(z.string()),
    expectedReopeningAt: InstantOut.nullable(),
    said: z.array(PublicAttribution),
  })
  .meta({ id: "TrackState" });

export const PublicException = z.object({
  class: z.enum(EXCEPTION_CLASSES),
  direction: z.string().nullable(),
  mode: z.enum(MODES).nullable(),
  state: ExceptionState,
  lastWordAt: InstantOut,
});

export const PublicLaneStatus: z.ZodType<LaneStatus, LaneStatus> = z
  .object({
    lane: z.string(),
    direction: z.string(),
    mode: z.enum(MODES),
    value: State,
    basis: z.enum(["observed", "announced", "none"]),
    recorded: z.boolean(),
    since: PublicTimeBound.nullable(),
    freshness: z.enum(FRESHNESSES),
    lastWordAt: InstantOut.nullable(),
    endsAt: InstantOut.nullable(),
    lastSeen: z.object({ value: z.enum(CLAIMABLE_STATES), at: InstantOut }).nullable(),
    observed: PublicTrackState,
    announced: PublicTrackState,
    gap: z.boolean(),
    contested: z.boolean(),
    exceptions: z.array(PublicException),
  })
  .meta({ id: "LaneStatus" });

export const PublicFigureClaim: z.ZodType<FigureClaim, FigureClaim> = z
  .object({
    reportId: z.string(),
    source: PublicSource,
    low: Count,
    best: Count.nullable(),
    high: Count.nullable(),
    basis: z.enum(BASES),
    asGiven: z.string().nullable(),
    what: z.string().nullable(),
    observedAt: InstantOut,
    period: PublicTimeBound.nullable(),
    links: z.array(PublicSourceLink),
  })
  .meta({ id: "FigureClaim" });

export const PublicFigure = z
  .object({
    metric: z.enum(METRICS),
    side: z.string().nullable(),
    lane: z.string().nullable(),
    low: Count,
    best: Count.nullable(),
    high: Count.nullable().meta({ description: "null: no upper bound was given" }),
    highest: Count.meta({ description: "The greatest number anybody named" }),
    bestRule: z.enum(["counted_independent", "corroborated"]).nullable(),
    disputed: z.boolean(),
    factor: z.number().nullable(),
    asOf: InstantOut,
    expiresAt: InstantOut,
    claims: z.array(PublicFigureClaim),
  })
  .meta({ id: "Figure" });

export const PublicAlert = z
  .object({
    level: Level,
    name: z.enum(ALERT_LEVELS),
    reasons: z.array(
      z.object({
        code: z.enum([
          "all_closed",
          "mode_closed",
          "restricted",
          "exceptions_only",
          "high_alert",
          "heightened",
          "people_stranded",
          "trucks_stranded",
          "clash",
          "announced_gap",
          "contested",
          "silent",
          "never_reported",
          "all_open",
          "partly_unknown",
          "override",
        ]),
        level: Level,
        values: z.record(z.string(), z.union([z.string(), z.number()])),
      }),
    ),
    axes: z.object({
      severity: z.enum(["Extreme", "Severe", "Moderate", "Minor", "Unknown"]),
      urgency: z.enum(["Immediate", "Expected", "Future", "Past", "Unknown"]),
      certainty: z.enum(["Observed", "Likely", "Possible", "Unlikely", "Unknown"]),
    }),
  })
  .meta({ id: "Alert" });

const PublicOverride = z.object({ level: Level, reason: z.string(), expiresAt: InstantOut });

export const PublicStatus: z.ZodType<CrossingStatus, CrossingStatus> = z
  .object({
    crossingId: z.string(),
    at: InstantOut,
    known: z.enum(KNOWN),
    condition: z.enum(["open", "partial", "restricted", "closed", "unknown"]),
    since: PublicTimeBound.nullable(),
    cause: z.enum(CAUSES).nullable(),
    lanes: z.array(PublicLaneStatus),
    exceptions: z.array(PublicException),
    figures: z.array(PublicFigure),
    postures: z.array(
      z.object({
        side: z.string(),
        value: z.enum(POSTURES),
        asOf: InstantOut,
        said: PublicAttribution,
      }),
    ),
    outlooks: z.array(
      z.object({
        value: z.enum(OUTLOOKS),
        quote: z.string(),
        asOf: InstantOut,
        said: PublicAttribution,
      }),
    ),
    freshness: z.enum(FRESHNESSES),
    lastWordAt: InstantOut.nullable(),
    expectedIntervalMinutes: z.number(),
    alert: PublicAlert,
    override: PublicOverride.nullable(),
    overridesAfter: z.array(PublicOverride).optional().meta({
      description:
        "Older overrides that count when the one before them has expired, in that order.",
    }),
    trend: z.enum(TRENDS),
    nextChangeAt: InstantOut.nullable(),
  })
  .meta({ id: "Status" });
