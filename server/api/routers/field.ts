import { z } from "zod";
import { CLAIMABLE_STATES } from "#server/domain/claim.ts";
import { type FieldHome, getFieldHome } from "#server/services/reports/get-field-home.ts";
import { serviceContext } from "../context.ts";
import { limitUpTo } from "../inputs.ts";
import { OwnReportOut } from "../public/report.ts";
import { InstantOut } from "../public/shared.ts";
import { procedure, router } from "../trpc.ts";

/** Enough to know what was said last at each of a reporter's crossings. */
const OWN_REPORTS = 30;

const FieldHomeOut: z.ZodType<FieldHome, FieldHome> = z.object({
  at: InstantOut,
  account: z.object({ id: z.string(), name: z.string() }),
  crossings: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      localNames: z.record(z.string(), z.string()),
      sides: z.array(z.object({ country: z.string(), zone: z.string() })),
      lanes: z.array(z.string()),
      condition: z.enum(["open", "restricted", "partial", "closed", "unknown"]),
      lastWordAt: InstantOut.nullable(),
      lastSeenAt: InstantOut.nullable(),
      expectedIntervalMinutes: z.number(),
      present: z.record(z.string(), z.enum(CLAIMABLE_STATES)),
    }),
  ),
  reports: z.array(OwnReportOut),
  questions: z.array(
    z.object({
      reportId: z.string(),
      crossingId: z.string(),
      text: z.string(),
      at: InstantOut,
    }),
  ),
});

export const fieldRouter = router({
  /** What the report app keeps on the phone; one request, because each costs a round trip over 2G. */
  home: procedure
    .input(z.strictObject({ limit: limitUpTo(200) }))
    .output(FieldHomeOut)
    .query(({ ctx, input }) =>
      getFieldHome(serviceContext(ctx), {
        limit: input.limit ?? OWN_REPORTS,
        present: ctx.snapshot.isLoaded ? ctx.snapshot.list() : null,
      }),
    ),
});
