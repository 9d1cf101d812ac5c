import { z } from "zod";
import { REVIEW_STATES } from "#server/domain/report.ts";
import { listQueue } from "#server/services/reviews/list-queue.ts";
import {
  markUnverifiable,
  publishReport,
  rejectReport,
} from "#server/services/reviews/review-report.ts";
import { serviceContext } from "../context.ts";
import { QueueItemOut } from "../public/report.ts";
import { procedure, router } from "../trpc.ts";

const MAX_REASON_LENGTH = 500;
const reason = z
  .string()
  .trim()
  .max(MAX_REASON_LENGTH, `is longer than ${MAX_REASON_LENGTH} characters; shorten it`);
const id = z.uuid("is no report's id");

const ReviewedOut = z.object({ id: z.string(), review: z.enum(REVIEW_STATES) });

export const deskRouter = router({
  /** What waits for review, longest waiting first. */
  queue: procedure
    .input(z.strictObject({}))
    .output(z.object({ items: z.array(QueueItemOut) }))
    .query(({ ctx }) => listQueue(serviceContext(ctx))),

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
});
