import { z } from "zod";
import {
  BASES,
  CAUSES,
  CLAIMABLE_STATES,
  type Claim,
  EXCEPTION_CLASSES,
  METRICS,
  OUTLOOKS,
  POSTURES,
  TRACKS,
  UNTIL_BASES,
} from "#server/domain/claim.ts";
import { MODES } from "#server/domain/crossing.ts";
import { Count, InstantOut, PublicTimeBound } from "./shared.ts";

export const PublicLaneException = z.object({
  class: z.enum(EXCEPTION_CLASSES),
  direction: z.string().nullable(),
  mode: z.enum(MODES).nullable(),
  state: z.enum(CLAIMABLE_STATES),
});

const PublicHold = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("next") }),
  z.object({ kind: z.literal("until"), bound: PublicTimeBound, basis: z.enum(UNTIL_BASES) }),
  z.object({ kind: z.literal("documented"), bound: PublicTimeBound }),
]);

export const PublicClaim: z.ZodType<Claim, Claim> = z
  .discriminatedUnion("kind", [
    z.object({
      kind: z.literal("state"),
      lanes: z.array(z.string()),
      value: z.enum(CLAIMABLE_STATES),
      track: z.enum(TRACKS),
      exceptions: z.array(PublicLaneException),
      since: PublicTimeBound.nullable(),
      hold: PublicHold,
      cause: z.enum(CAUSES).nullable(),
      conditions: z.array(z.string()),
      expectedReopeningAt: InstantOut.nullable(),
    }),
    z.object({
      kind: z.literal("count"),
      metric: z.enum(METRICS),
      side: z.string().nullable(),
      lane: z.string().nullable(),
      low: Count,
      best: Count.nullable(),
      high: Count.nullable(),
      basis: z.enum(BASES),
      asGiven: z.string().nullable(),
      what: z.string().nullable(),
      period: PublicTimeBound.nullable(),
    }),
    z.object({ kind: z.literal("posture"), side: z.string(), value: z.enum(POSTURES) }),
    z.object({ kind: z.literal("outlook"), value: z.enum(OUTLOOKS), quote: z.string() }),
    z.object({ kind: z.literal("no_change") }),
  ])
  .meta({ id: "Claim" });
