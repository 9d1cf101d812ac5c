import { z } from "zod";
import { MODES } from "#server/domain/mode.ts";
import { addMs, DAY_MS } from "#server/domain/time.ts";
import { TRAFFIC_METRICS, type TrafficMetric } from "#server/domain/usual-traffic.ts";
import { getDays } from "#server/services/crossings/get-days.ts";
import { getTraffic } from "#server/services/crossings/get-traffic.ts";
import { type ApiContext, serviceContext } from "../context.ts";
import { asOf, InstantIn, known, pastInstant, Slug } from "../inputs.ts";
import { PublicLaneDays, PublicTraffic } from "../public/days.ts";
import { procedure, router } from "../trpc.ts";

const YEAR_MS = 365 * DAY_MS;
const DEFAULT_METRIC: TrafficMetric = "people_crossed_24h";

const span = {
  from: InstantIn.optional().meta({ description: "365 days before `to` when left out" }),
  to: InstantIn.optional().meta({ description: "asOf, or now, when left out" }),
  asOf,
  known,
};

export const GetDaysInput = z.strictObject({
  slug: Slug,
  mode: z.enum(MODES).optional().meta({ description: "Only the lanes of this mode" }),
  ...span,
});

export const GetTrafficInput = z.strictObject({
  slug: Slug,
  metric: z
    .enum(TRAFFIC_METRICS)
    .optional()
    .meta({ description: "people_crossed_24h when left out" }),
  ...span,
});

/** The span that is asked for and the view it is asked of. */
function readSpan(ctx: ApiContext, input: Omit<z.output<typeof GetDaysInput>, "mode">) {
  const service = serviceContext(ctx);
  const at = pastInstant(input.asOf, service.now);
  const end = at ?? service.now;
  const to = input.to ?? end;
  const from = input.from ?? addMs(to, -YEAR_MS);
  return { service, view: { from, to, end, knownAt: input.known === "then" ? at : null } };
}

export const daysRouter = router({
  /** The state of each day. */
  states: procedure
    .input(GetDaysInput)
    .output(PublicLaneDays)
    .query(({ ctx, input }) => {
      const { service, view } = readSpan(ctx, input);
      return getDays(service, { slug: input.slug, mode: input.mode ?? null, ...view });
    }),

  /** People or trucks that crossed on each day, and what is usual. */
  traffic: procedure
    .input(GetTrafficInput)
    .output(PublicTraffic)
    .query(({ ctx, input }) => {
      const { service, view } = readSpan(ctx, input);
      return getTraffic(service, {
        slug: input.slug,
        metric: input.metric ?? DEFAULT_METRIC,
        ...view,
      });
    }),
});
