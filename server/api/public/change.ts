import { z } from "zod";
import type { Change } from "#server/domain/change.ts";
import {
  CLAIMABLE_STATES,
  EXCEPTION_CLASSES,
  METRICS,
  POSTURES,
  STATES,
  TRACKS,
} from "#server/domain/claim.ts";
import { MODES } from "#server/domain/crossing.ts";
import { TRENDS } from "#server/domain/status.ts";
import { Count, InstantOut } from "./shared.ts";

const ExceptionState = z.enum([...CLAIMABLE_STATES, "unknown"]).nullable();
const Range = z.object({ low: Count, best: Count.nullable(), high: Count.nullable() }).nullable();
const State = z.enum(STATES);

const Claimable = z.enum(CLAIMABLE_STATES).nullable();
const Posture = z.enum(POSTURES).nullable();

const PublicCorrection = z.discriminatedUnion("of", [
  z.object({
    of: z.literal("figure"),
    metric: z.enum(METRICS),
    side: z.string().nullable(),
    lane: z.string().nullable(),
    from: Range,
    to: Range,
  }),
  z.object({
    of: z.literal("lane"),
    lane: z.string(),
    track: z.enum(TRACKS),
    from: Claimable,
    to: Claimable,
  }),
  z.object({ of: z.literal("posture"), side: z.string(), from: Posture, to: Posture }),
  z.object({ of: z.literal("time"), from: InstantOut, to: InstantOut }),
  z.object({ of: z.literal("other") }),
]);

export const PublicChangeDetail = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("lane"), lane: z.string(), from: State, to: State }),
  z.object({
    kind: z.literal("exception"),
    class: z.enum(EXCEPTION_CLASSES),
    direction: z.string().nullable(),
    mode: z.enum(MODES).nullable(),
    from: ExceptionState,
    to: ExceptionState,
  }),
  z.object({
    kind: z.literal("figure"),
    metric: z.enum(METRICS),
    side: z.string().nullable(),
    lane: z.string().nullable(),
    from: Range,
    to: Range,
  }),
  z.object({
    kind: z.literal("posture"),
    side: z.string(),
    from: z.string().nullable(),
    to: z.string().nullable(),
  }),
  z.object({ kind: z.literal("level"), from: z.number().int(), to: z.number().int() }),
  z.object({ kind: z.literal("trend"), from: z.enum(TRENDS), to: z.enum(TRENDS) }),
  z.object({ kind: z.literal("announcement"), lane: z.string(), from: State, to: State }),
  z.object({ kind: z.literal("freshness"), to: z.literal("stale"), lastWordAt: InstantOut }),
  z.object({ kind: z.literal("retraction"), reportId: z.string() }),
  z.object({
    kind: z.literal("correction"),
    observedAt: InstantOut.meta({ description: "When what was corrected had been seen" }),
    subject: PublicCorrection,
  }),
]);

export const PublicChange: z.ZodType<Change, Change> = z
  .object({
    id: z.string(),
    crossingId: z.string(),
    sequence: z.number().int(),
    at: InstantOut,
    observedAt: InstantOut,
    reportId: z.string().nullable(),
    details: z.array(PublicChangeDetail),
  })
  .meta({ id: "Change" });
