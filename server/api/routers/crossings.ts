import { z } from "zod";
import { METRICS } from "#server/domain/claim.ts";
import { KNOWN } from "#server/domain/report.ts";
import { addMs, DAY_MS, earlierOf } from "#server/domain/time.ts";
import { type CrossingView, getCrossing } from "#server/services/crossings/get-crossing.ts";
import { getHistory } from "#server/services/crossings/get-history.ts";
import { getRibbon } from "#server/services/crossings/get-ribbon.ts";
import { listOverview, type Overview } from "#server/services/crossings/list-overview.ts";
import { listPublicReports } from "#server/services/reports/list-reports.ts";
import { serviceContext } from "../context.ts";
import { asOf, InstantIn, known, limitUpTo, pastInstant, Side, Slug } from "../inputs.ts";
import { PublicCrossing } from "../public/crossing.ts";
import { PublicHistory, PublicHistoryPoint, PublicRibbon } from "../public/history.ts";
import { PublicReport } from "../public/report.ts";
import { InstantOut } from "../public/shared.ts";
import { PublicStatus } from "../public/status.ts";
import { procedure, router } from "../trpc.ts";

const HISTORY_SPAN_MS = 30 * DAY_MS;
const MAX_BUCKET_MINUTES = 366 * 24 * 60;
const REPORTS_A_PAGE = 50;

export const ListCrossingsInput = z.strictObject({ asOf, known });
type OverviewOut = Overview & { readonly version: number };
export const ListCrossingsOutput: z.ZodType<OverviewOut, OverviewOut> = z.object({
  at: InstantOut,
  known: z.enum(KNOWN),
  version: z.number().meta({ description: "Rises with every change; the same as the id on /live" }),
  crossings: z.array(
    z.object({
      crossing: PublicCrossing,
      status: PublicStatus,
      sparkline: z.array(PublicHistoryPoint),
      sparklineMetric: z.enum(METRICS).nullable(),
    }),
  ),
});

export const GetCrossingInput = z.strictObject({ slug: Slug, asOf, known });
export const GetCrossingOutput: z.ZodType<CrossingView, CrossingView> = z.object({
  crossing: PublicCrossing,
  status: PublicStatus,
  incidents: z.array(z.object({ id: z.string(), title: z.string() })),
});

export const GetHistoryInput = z.strictObject({
  slug: Slug,
  metric: z.enum(METRICS),
  side: Side.optional(),
  from: InstantIn.optional().meta({ description: "30 days before `to` when left out" }),
  to: InstantIn.optional().meta({ description: "asOf, or now, when left out" }),
  bucket: limitUpTo(MAX_BUCKET_MINUTES).meta({
    description: "Wished width of a bucket in minutes; widened to give at most 400 points",
  }),
  asOf,
  known,
});

export const GetRibbonInput = z.strictObject({
  slug: Slug,
  from: InstantIn.optional().meta({ description: "30 days before `to` when left out" }),
  to: InstantIn.optional().meta({ description: "asOf, or now, when left out" }),
  asOf,
  known,
});
export const GetRibbonOutput = z.object({ ribbons: z.array(PublicRibbon) });

export const ListReportsInput = z.strictObject({
  slug: Slug,
  before: z.string().max(200).optional().meta({ description: "`next` of the page before" }),
  announced: z.enum(["with", "without"]).optional().meta({
    description:
      "without: leave out reports made of announcements, one for each day of opening hours",
  }),
  limit: limitUpTo(200),
  asOf,
  known,
});
export const ListReportsOutput = z.object({
  reports: z.array(PublicReport),
  next: z.string().nullable().meta({ description: "Give it as `before` for older ones" }),
});

export const crossingsRouter = router({
  /** Every crossing with its status: the overview. */
  list: procedure
    .input(ListCrossingsInput)
    .output(ListCrossingsOutput)
    .query(async ({ ctx, input }) => {
      const service = serviceContext(ctx);
      // Taken before the reading: what is then newer than its version only costs a reader one look too many.
      const { version } = ctx.snapshot;
      const overview = await listOverview(service, {
        at: pastInstant(input.asOf, service.now),
        known: input.known ?? "now",
        ...(ctx.snapshot.isLoaded ? { present: ctx.snapshot.list() } : {}),
      });
      return { ...overview, version };
    }),

  get: procedure
    .input(GetCrossingInput)
    .output(GetCrossingOutput)
    .query(({ ctx, input }) => {
      const service = serviceContext(ctx);
      const at = pastInstant(input.asOf, service.now);
      return getCrossing(service, { slug: input.slug, at, known: input.known ?? "now" });
    }),

  /** A figure over time. */
  history: procedure
    .input(GetHistoryInput)
    .output(PublicHistory)
    .query(({ ctx, input }) => {
      const service = serviceContext(ctx);
      const at = pastInstant(input.asOf, service.now);
      const end = at ?? service.now;
      const to = earlierOf(input.to ?? end, end);
      return getHistory(service, {
        slug: input.slug,
        metric: input.metric,
        side: input.side ?? null,
        from: input.from ?? addMs(to, -HISTORY_SPAN_MS),
        to,
        bucketMinutes: input.bucket ?? null,
        knownAt: input.known === "then" ? at : null,
      });
    }),

  /** The states of every lane over time. */
  ribbon: procedure
    .input(GetRibbonInput)
    .output(GetRibbonOutput)
    .query(({ ctx, input }) => {
      const service = serviceContext(ctx);
      const at = pastInstant(input.asOf, service.now);
      const end = at ?? service.now;
      const to = earlierOf(input.to ?? end, end);
      const from = input.from ?? addMs(to, -HISTORY_SPAN_MS);
      const knownAt = input.known === "then" ? at : null;
      return getRibbon(service, { slug: input.slug, from, to, knownAt });
    }),

  /** Published reports, newest first. */
  reports: procedure
    .input(ListReportsInput)
    .output(ListReportsOutput)
    .query(({ ctx, input }) => {
      const service = serviceContext(ctx);
      return listPublicReports(service, {
        slug: input.slug,
        before: input.before ?? null,
        limit: input.limit ?? REPORTS_A_PAGE,
        at: pastInstant(input.asOf, service.now),
        known: input.known ?? "now",
        isAnnouncedLeftOut: input.announced === "without",
      });
    }),
});
