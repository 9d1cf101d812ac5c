import { z } from "zod";
import { CrossingId } from "#server/domain/crossing.ts";
import { REVIEW_STATES } from "#server/domain/report.ts";
import { getDeskVersion } from "#server/services/reviews/get-desk-version.ts";
import { holdBack, listApproved } from "#server/services/reviews/list-approved.ts";
import { listQueue, MAX_QUEUE_ITEMS, QUEUE_ITEMS } from "#server/services/reviews/list-queue.ts";
import { listTrust } from "#server/services/reviews/list-trust.ts";
import { listUnseen, markSeen } from "#server/services/reviews/list-unseen.ts";
import { lockReport, unlockReport } from "#server/services/reviews/report-lock.ts";
import {
  markUnverifiable,
  publishReport,
  rejectReport,
} from "#server/services/reviews/review-report.ts";
import { setTrust } from "#server/services/reviews/set-trust.ts";
import { previewReport } from "#server/services/reviews/weigh-reports.ts";
import { serviceContext } from "../context.ts";
import { DeskReportOut, QueueOut, ReportLockOut, TrustRowOut, WeighedOut } from "../public/desk.ts";
import { InstantOut } from "../public/shared.ts";
import { procedure, router } from "../trpc.ts";

const MAX_REASON_LENGTH = 500;
const reason = z
  .string()
  .trim()
  .max(MAX_REASON_LENGTH, `is longer than ${MAX_REASON_LENGTH} characters; shorten it`);
const id = z.uuid("is no report's id");
const accountId = z.uuid("is no account's id");

const ReviewedOut = z.object({
  id: z.string(),
  review: z.enum(REVIEW_STATES),
  publishAt: InstantOut.nullable(),
});
const Nothing = z.strictObject({});
const Done = z.object({ id: z.string() });

export const deskRouter = router({
  /** What waits for review, the most urgent first. */
  queue: procedure
    .input(z.strictObject({ limit: z.int().min(1).max(MAX_QUEUE_ITEMS).default(QUEUE_ITEMS) }))
    .output(QueueOut)
    .query(({ ctx, input }) => listQueue(serviceContext(ctx), input)),

  /** Another word whenever the desk has something else to show. */
  version: procedure
    .input(Nothing)
    .output(z.object({ version: z.string() }))
    .query(({ ctx }) => getDeskVersion(serviceContext(ctx))),

  /** What publishing would change for the public. */
  preview: procedure
    .input(z.strictObject({ id }))
    .output(WeighedOut)
    .query(({ ctx, input }) => previewReport(serviceContext(ctx), input)),

  /** Takes a report to work on, or keeps it longer; `breaks`: also from somebody else. */
  lock: procedure
    .input(z.strictObject({ id, breaks: z.boolean().default(false) }))
    .output(ReportLockOut)
    .mutation(({ ctx, input }) => lockReport(serviceContext(ctx), input)),

  unlock: procedure
    .input(z.strictObject({ id }))
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await unlockReport(serviceContext(ctx), input);
      return input;
    }),

  publish: procedure
    .input(z.strictObject({ id }))
    .output(ReviewedOut)
    .mutation(({ ctx, input }) => publishReport(serviceContext(ctx), input)),

  reject: procedure
    .input(z.strictObject({ id, reason }))
    .output(ReviewedOut)
    .mutation(({ ctx, input }) => rejectReport(serviceContext(ctx), input)),

  markUnverifiable: procedure
    .input(z.strictObject({ id, reason: reason.optional() }))
    .output(ReviewedOut)
    .mutation(({ ctx, input }) =>
      markUnverifiable(serviceContext(ctx), { id: input.id, reason: input.reason ?? null }),
    ),

  /** Approved, and public only later; whoever is due first. */
  approved: procedure
    .input(Nothing)
    .output(z.object({ items: z.array(DeskReportOut) }))
    .query(({ ctx }) => listApproved(serviceContext(ctx))),

  /** Takes an approval back before the report is public. */
  holdBack: procedure
    .input(z.strictObject({ id }))
    .output(Done)
    .mutation(({ ctx, input }) => holdBack(serviceContext(ctx), input)),

  /** Published at once, and not yet looked at. */
  unseen: procedure
    .input(Nothing)
    .output(z.object({ items: z.array(DeskReportOut) }))
    .query(({ ctx }) => listUnseen(serviceContext(ctx))),

  markSeen: procedure
    .input(z.strictObject({ id }))
    .output(Done)
    .mutation(async ({ ctx, input }) => {
      await markSeen(serviceContext(ctx), input);
      return input;
    }),

  /** Whose reports are published at once, and where. */
  trust: procedure
    .input(Nothing)
    .output(z.object({ rows: z.array(TrustRowOut) }))
    .query(({ ctx }) => listTrust(serviceContext(ctx))),

  setTrust: procedure
    .input(z.strictObject({ accountId, crossingId: CrossingId, isTrusted: z.boolean() }))
    .output(z.object({ isTrusted: z.boolean() }))
    .mutation(async ({ ctx, input }) => {
      await setTrust(serviceContext(ctx), input);
      return { isTrusted: input.isTrusted };
    }),
});
