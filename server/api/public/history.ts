import { z } from "zod";
import { METRICS, STATES } from "#server/domain/claim.ts";
import type { HistoryPoint, HistorySeries, LaneRibbon } from "#server/domain/history.ts";
import { Count, InstantOut } from "./shared.ts";
import { PublicFigureClaim } from "./status.ts";

export const PublicHistoryPoint: z.ZodType<HistoryPoint, HistoryPoint> = z
  .object({
    at: InstantOut,
    low: Count.nullable(),
    best: Count.nullable(),
    high: Count.nullable(),
  })
  .meta({
    id: "HistoryPoint",
    description: "All three null: nothing was said in this bucket, which is a gap and not a zero",
  });

export const PublicHistory: z.ZodType<HistorySeries, HistorySeries> = z
  .object({
    metric: z.enum(METRICS),
    side: z.string().nullable(),
    from: InstantOut,
    to: InstantOut,
    bucketMinutes: z.number(),
    points: z.array(PublicHistoryPoint),
    claims: z.array(PublicFigureClaim),
  })
  .meta({ id: "History" });

export const PublicRibbon: z.ZodType<LaneRibbon, LaneRibbon> = z
  .object({
    lane: z.string(),
    segments: z.array(z.object({ fromAt: InstantOut, toAt: InstantOut, value: z.enum(STATES) })),
  })
  .meta({
    id: "LaneRibbon",
    description: "Oldest first, touching, over the whole span; `toAt` is no part of a segment",
  });
