import { z } from "zod";
import { MAX_REASON_LENGTH } from "#server/domain/report.ts";
import { ReportInput } from "#server/domain/report-input.ts";
import { getChain } from "#server/services/reports/get-chain.ts";
import { retractReport } from "#server/services/reports/retract-report.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { serviceContext } from "../context.ts";
import { ChainOut, RetractionOut } from "../public/chain.ts";
import { ReceiptOut } from "../public/report.ts";
import { procedure, router } from "../trpc.ts";

const id = z.uuid("is no report's id");
const CorrectionInput = ReportInput.required({ corrects: true }).extend({ corrects: id });

export const correctionsRouter = router({
  /** A new report in the place of an own one. Sent again, it gives the first receipt again. */
  correct: procedure
    .input(CorrectionInput)
    .output(ReceiptOut)
    .mutation(({ ctx, input }) => submitReport(serviceContext(ctx), input)),

  /** Takes a report back; it counts for nothing from now on. */
  retract: procedure
    .input(
      z.strictObject({
        id,
        reason: z
          .string()
          .trim()
          .max(MAX_REASON_LENGTH, `is longer than ${MAX_REASON_LENGTH} characters; shorten it`),
      }),
    )
    .output(RetractionOut)
    .mutation(({ ctx, input }) => retractReport(serviceContext(ctx), input)),

  /** Every version of a report, oldest first, each with what it changed; for its reporter and the desk. */
  chain: procedure
    .input(z.strictObject({ id }))
    .output(ChainOut)
    .query(({ ctx, input }) => getChain(serviceContext(ctx), input)),
});
