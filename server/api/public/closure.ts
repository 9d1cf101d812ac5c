import { z } from "zod";
import { CAUSES } from "#server/domain/claim.ts";
import type { Closure } from "#server/domain/closure.ts";
import { PublicLaneException } from "./claim.ts";
import { InstantOut, PublicTimeBound } from "./shared.ts";

export const PublicClosure: z.ZodType<Closure, Closure> = z
  .object({
    crossingId: z.string(),
    from: PublicTimeBound,
    fromAt: InstantOut,
    toAt: InstantOut,
    end: z.enum(["reopened", "lost_sight", "ongoing"]),
    cause: z.enum(CAUSES).nullable(),
    lanes: z.array(z.string()),
    phases: z.array(
      z.object({
        fromAt: InstantOut,
        toAt: InstantOut,
        closedLanes: z.array(z.string()),
        openLanes: z.array(z.string()),
        restrictedLanes: z.array(z.string()),
        exceptions: z.array(PublicLaneException),
        conditions: z.array(z.string()),
      }),
    ),
    firstMovement: z.object({ at: InstantOut, lane: z.string() }).nullable(),
  })
  .meta({ id: "Closure" });
