/** What the desk alone is answered with. */
import { z } from "zod";
import { REVIEW_STATES, VIAS } from "#server/domain/report.ts";
import type { ReportLock } from "#server/domain/report-lock.ts";
import { URGENCY_REASONS } from "#server/domain/urgency.ts";
import type { DeskReport, Queue } from "#server/services/reviews/list-queue.ts";
import type { TrustRow } from "#server/services/reviews/list-trust.ts";
import type { ThreadMessage } from "#server/services/reviews/report-thread.ts";
import type { Weighed } from "#server/services/reviews/weigh-reports.ts";
import { PublicChangeDetail } from "./change.ts";
import { PublicClaim } from "./claim.ts";
import { InstantOut, PublicSource } from "./shared.ts";

const lock = {
  reportId: z.string(),
  holderName: z.string(),
  isMine: z.boolean(),
  takenAt: InstantOut,
  expiresAt: InstantOut,
};
export const ReportLockOut: z.ZodType<ReportLock, ReportLock> = z.object(lock);

const deskReport = {
  id: z.string(),
  crossingId: z.string(),
  source: PublicSource,
  reporterName: z.string().nullable(),
  observedAt: InstantOut,
  receivedAt: InstantOut,
  review: z.enum(REVIEW_STATES),
  publishAt: InstantOut.nullable(),
  note: z.string().nullable(),
  claims: z.array(PublicClaim),
  via: z.enum(VIAS),
  relayedBy: z.string().nullable(),
  correctsId: z.string().nullable(),
  deviceClock: z
    .object({
      deviceAt: z.string(),
      skewMs: z.number().nullable(),
      uncertaintyMs: z.number().nullable(),
    })
    .nullable(),
  messages: z.number().int(),
  answeredAt: InstantOut.nullable(),
  lock: ReportLockOut.nullable(),
};
export const DeskReportOut: z.ZodType<DeskReport, DeskReport> = z.object(deskReport);

const weighed = {
  details: z.array(PublicChangeDetail),
  urgency: z.object({ score: z.number(), reasons: z.array(z.enum(URGENCY_REASONS)) }),
  corroboration: z.array(
    z.object({
      claim: PublicClaim,
      agreeing: z.number().int(),
      sinceAt: InstantOut.nullable(),
      differing: z.number().int(),
    }),
  ),
};
export const WeighedOut: z.ZodType<Weighed, Weighed> = z.object(weighed);

export const QueueOut: z.ZodType<Queue, Queue> = z.object({
  items: z.array(z.object({ ...deskReport, ...weighed })),
  waitingIds: z.array(z.string()),
  total: z.number().int(),
});

export const ThreadMessageOut: z.ZodType<ThreadMessage, ThreadMessage> = z.object({
  id: z.string(),
  isFromDesk: z.boolean(),
  writerName: z.string().nullable(),
  text: z.string(),
  at: InstantOut,
});

export const TrustRowOut: z.ZodType<TrustRow, TrustRow> = z.object({
  accountId: z.string(),
  name: z.string(),
  email: z.string(),
  pseudonym: z.string(),
  crossingId: z.string(),
  isTrusted: z.boolean(),
});
