import { z } from "zod";
import { CLAIMABLE_STATES, STATES } from "#server/domain/claim.ts";
import { FRESHNESSES } from "#server/domain/freshness.ts";
import type { Replay, ReplayCrossing, ReplayStep } from "#server/domain/replay.ts";
import { KNOWN } from "#server/domain/report.ts";
import { InstantOut, PublicTimeBound } from "./shared.ts";
import { PublicAlert, PublicException, PublicFigure } from "./status.ts";

const Level = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);

const PublicReplayStep: z.ZodType<ReplayStep, ReplayStep> = z
  .object({
    at: InstantOut,
    condition: z.enum(["open", "partial", "restricted", "closed", "unknown"]).optional(),
    since: PublicTimeBound.nullable().optional(),
    lanes: z.array(z.enum(STATES)).optional(),
    recorded: z.boolean().optional(),
    lastSeen: z
      .object({ value: z.enum(CLAIMABLE_STATES), at: InstantOut })
      .nullable()
      .optional(),
    exceptions: z.array(PublicException).optional(),
    figures: z.array(PublicFigure.omit({ claims: true, bestRule: true })).optional(),
    level: Level.optional(),
    reason: PublicAlert.shape.reasons.element.nullable().optional(),
    freshness: z.enum(FRESHNESSES).optional(),
    lastWordAt: InstantOut.nullable().optional(),
  })
  .meta({
    id: "ReplayStep",
    description: "What is new at `at`; what is left out stays as it was. The first step is whole.",
  });

const PublicReplayCrossing: z.ZodType<ReplayCrossing, ReplayCrossing> = z.object({
  id: z.string(),
  lanes: z.array(z.string()).meta({ description: "Lane ids, in the order of a step's `lanes`" }),
  steps: z.array(PublicReplayStep),
});

export const PublicReplay: z.ZodType<Replay, Replay> = z
  .object({
    from: InstantOut,
    to: InstantOut,
    known: z.enum(KNOWN),
    stepMinutes: z.number().nullable().meta({
      description:
        "null: each change is at its own instant; else a long period is told to the end of so many minutes at the coarsest",
    }),
    crossings: z.array(PublicReplayCrossing),
  })
  .meta({ id: "Replay" });
