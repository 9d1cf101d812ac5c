import { z } from "zod";
import type { ReportDifference } from "#server/domain/diff-reports.ts";
import { REVIEW_STATES } from "#server/domain/report.ts";
import type { ReportChain } from "#server/services/reports/get-chain.ts";
import type { Retraction } from "#server/services/reports/retract-report.ts";
import { PublicClaim } from "./claim.ts";
import { InstantOut } from "./shared.ts";

const Difference: z.ZodType<ReportDifference, ReportDifference> = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("observedAt"), from: InstantOut, to: InstantOut }),
  z.object({
    kind: z.literal("claim"),
    subject: z.string(),
    from: PublicClaim.nullable(),
    to: PublicClaim.nullable(),
    parts: z.array(z.string()),
  }),
  z.object({ kind: z.literal("note"), from: z.string().nullable(), to: z.string().nullable() }),
]);

/** For the report's reporter and the desk. */
export const ChainOut: z.ZodType<ReportChain, ReportChain> = z.object({
  crossingId: z.string(),
  newestId: z.string(),
  versions: z.array(
    z.object({
      id: z.string(),
      correctsId: z.string().nullable(),
      observedAt: InstantOut,
      receivedAt: InstantOut,
      publishedAt: InstantOut.nullable(),
      withdrawnAt: InstantOut.nullable(),
      publishAt: InstantOut.nullable(),
      review: z.enum(REVIEW_STATES),
      reason: z.string().nullable(),
      note: z.string().nullable(),
      claims: z.array(PublicClaim),
      differences: z.array(Difference),
    }),
  ),
});

export const RetractionOut: z.ZodType<Retraction, Retraction> = z.object({
  id: z.string(),
  review: z.enum(REVIEW_STATES),
  withdrawnAt: InstantOut,
  reason: z.string(),
});
