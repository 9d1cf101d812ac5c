import { z } from "zod";
import { ReportInput } from "#server/domain/report-input.ts";
import { listOwnReports } from "#server/services/reports/list-reports.ts";
import { submitReport } from "#server/services/reports/submit-report.ts";
import { serviceContext } from "../context.ts";
import { limitUpTo } from "../inputs.ts";
import { OwnReportOut, ReceiptOut } from "../public/report.ts";
import { procedure, router } from "../trpc.ts";

const OWN_REPORTS_A_PAGE = 50;

export const reportsRouter = router({
  /** Sent again, the same report gives the first receipt again. */
  submit: procedure
    .input(ReportInput)
    .output(ReceiptOut)
    .mutation(({ ctx, input }) => submitReport(serviceContext(ctx), input)),

  /** The asker's own, newest first. */
  mine: procedure
    .input(z.strictObject({ limit: limitUpTo(200) }))
    .output(z.object({ reports: z.array(OwnReportOut) }))
    .query(({ ctx, input }) =>
      listOwnReports(serviceContext(ctx), { limit: input.limit ?? OWN_REPORTS_A_PAGE }),
    ),
});
