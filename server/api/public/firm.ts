/** What a firm's members see of it, and an admin of all. */
import { z } from "zod";
import { CAUSES, METRICS } from "#server/domain/claim.ts";
import type { ClearanceCounts } from "#server/domain/clearance.ts";
import { MODES } from "#server/domain/crossing.ts";
import { FIRM_ROLES } from "#server/domain/firm.ts";
import { SURVIVAL_SCOPES } from "#server/domain/survival-groups.ts";
import type { CorridorRow, FirmBoard } from "#server/services/firms/get-board.ts";
import type { Firm } from "#server/services/firms/list-firms.ts";
import { Remaining } from "./closure-survival.ts";
import { Count, InstantOut } from "./shared.ts";
import { PublicLaneStatus } from "./status.ts";

const Minutes = z.number().nonnegative();

export const FirmOut: z.ZodType<Firm, Firm> = z.object({
  id: z.string(),
  name: z.string(),
  timeZone: z.string(),
  privateNetworks: z.array(z.string()).readonly(),
  members: z.array(
    z.object({
      accountId: z.string(),
      email: z.string(),
      name: z.string(),
      role: z.enum(FIRM_ROLES),
      isDisabled: z.boolean(),
    }),
  ),
});

const corridorFields = {
  id: z.string(),
  name: z.string(),
  direction: z.string(),
  mode: z.enum(MODES),
  createdAt: InstantOut,
  delisted: z
    .array(
      z.object({ id: z.string(), name: z.string(), localNames: z.record(z.string(), z.string()) }),
    )
    .readonly(),
};

export const CorridorOut = z.object({
  ...corridorFields,
  crossingIds: z.array(z.string()).readonly(),
});

const Counted = z.array(z.object({ low: Count, high: Count.nullable(), observedAt: InstantOut }));
const ClearanceCountsOut: z.ZodType<ClearanceCounts, ClearanceCounts> = z.object({
  backlog: Counted,
  throughput: Counted,
  isMixed: z.boolean(),
});

const KnownLength = z.object({ minutes: Minutes, isAtLeast: z.boolean() }).nullable();

const CorridorRowOut: z.ZodType<CorridorRow, CorridorRow> = z.object({
  crossingId: z.string(),
  name: z.string(),
  localNames: z.record(z.string(), z.string()),
  zones: z.array(z.string()),
  lane: PublicLaneStatus.nullable(),
  silence: z.object({ from: InstantOut, to: InstantOut }).nullable(),
  waiting: z
    .object({
      metric: z.enum(METRICS),
      side: z.string().nullable(),
      lane: z.string().nullable(),
      low: Count,
      best: Count.nullable(),
      high: Count.nullable(),
      highest: Count,
      disputed: z.boolean(),
      asOf: InstantOut,
      expiresAt: InstantOut,
    })
    .nullable(),
  counts: ClearanceCountsOut,
  shares: z.array(
    z.object({
      days: z.number(),
      openMinutes: Minutes,
      knownMinutes: Minutes,
      totalMinutes: Minutes,
    }),
  ),
  closures: z.object({ times: Count, median: KnownLength, longest: KnownLength }),
  confidence: z.object({
    expectedIntervalMinutes: z.number(),
    coveredShare: z.number(),
    medianLagMs: z.number().nullable(),
    words: Count,
  }),
  survival: z
    .object({
      day: z.number(),
      cause: z.enum(CAUSES).nullable(),
      scope: z.enum(SURVIVAL_SCOPES),
      remaining: Remaining.nullable(),
    })
    .nullable(),
});

export const FirmBoardOut: z.ZodType<FirmBoard, FirmBoard> = z.object({
  at: InstantOut,
  firm: z.object({ id: z.string(), name: z.string(), timeZone: z.string() }),
  role: z.enum(FIRM_ROLES),
  corridors: z.array(z.object({ ...corridorFields, rows: z.array(CorridorRowOut) })),
});

/** What a page is given of each. */
export type CorridorRowOut = z.output<typeof CorridorRowOut>;
export type FirmOut = z.output<typeof FirmOut>;
