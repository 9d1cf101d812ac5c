import { z } from "zod";
import { REVIEW_STATES } from "#server/domain/report.ts";
import type { Receipt } from "#server/services/reports/accept-reports.ts";
import type {
  OwnReport,
  PublicReport as PublicReportRow,
} from "#server/services/reports/list-reports.ts";
import { PublicClaim } from "./claim.ts";
import { InstantOut, PublicSource, PublicSourceLink } from "./shared.ts";

/** A published report: no account, no note, nothing of the device or the way it came in. */
export const PublicReport: z.ZodType<PublicReportRow, PublicReportRow> = z
  .object({
    id: z.string(),
    crossingId: z.string(),
    source: PublicSource,
    observedAt: InstantOut,
    receivedAt: InstantOut,
    publishedAt: InstantOut,
    withdrawnAt: InstantOut.nullable().meta({
      description: "When it was retracted, or superseded by a correction",
    }),
    correctsId: z.string().nullable().meta({ description: "The report whose place it took" }),
    correctedById: z.string().nullable().meta({ description: "The report that took its place" }),
    claims: z.array(PublicClaim),
    links: z.array(PublicSourceLink),
  })
  .meta({ id: "Report" });

export const ReceiptOut: z.ZodType<Receipt, Receipt> = z
  .object({
    id: z.string(),
    crossingId: z.string(),
    review: z.enum(REVIEW_STATES).meta({
      description: "received: waits for the desk; published: it counts from now on",
    }),
    receivedAt: InstantOut,
    publishAt: InstantOut.nullable().meta({
      description: "Approved, and public from then on: its crossing asks for a delay",
    }),
    isRepeat: z.boolean().meta({ description: "This very report had been received before" }),
    isByCode: z.boolean().optional().meta({ description: "It had come as its code" }),
  })
  .meta({ id: "Receipt" });

/** For its reporter alone. */
export const OwnReportOut: z.ZodType<OwnReport, OwnReport> = z.object({
  id: z.string(),
  crossingId: z.string(),
  observedAt: InstantOut,
  receivedAt: InstantOut,
  review: z.enum(REVIEW_STATES),
  reason: z.string().nullable(),
  note: z.string().nullable(),
  claims: z.array(PublicClaim),
  deviceClock: z
    .object({
      deviceAt: InstantOut,
      skewMs: z.number().nullable(),
      uncertaintyMs: z.number().nullable(),
    })
    .nullable(),
  isByCode: z.boolean(),
});
