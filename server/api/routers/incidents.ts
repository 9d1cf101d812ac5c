import { z } from "zod";
import { getIncident, listIncidents } from "#server/services/incidents/list-incidents.ts";
import { serviceContext } from "../context.ts";
import { asOf, known, limitUpTo, pastInstant } from "../inputs.ts";
import { PublicIncident } from "../public/incident.ts";
import { procedure, router } from "../trpc.ts";

const INCIDENTS_A_PAGE = 200;

export const ListIncidentsInput = z.strictObject({
  before: z.string().max(300).optional().meta({ description: "`next` of the page before" }),
  limit: limitUpTo(500),
  asOf,
  known,
});
export const ListIncidentsOutput = z.object({
  incidents: z.array(PublicIncident),
  next: z.string().nullable().meta({ description: "Give it as `before` for older ones" }),
});

export const GetIncidentInput = z.strictObject({
  slug: z
    .string()
    .max(120)
    .regex(
      /^[a-z0-9]+(-[a-z0-9]+)*$/,
      "an incident is named by its slug; see the list of incidents",
    ),
  asOf,
  known,
});
export const GetIncidentOutput = z.object({ incident: PublicIncident });

export const incidentsRouter = router({
  /** Newest first. */
  list: procedure
    .input(ListIncidentsInput)
    .output(ListIncidentsOutput)
    .query(({ ctx, input }) => {
      const service = serviceContext(ctx);
      return listIncidents(service, {
        at: pastInstant(input.asOf, service.now),
        known: input.known ?? "now",
        before: input.before ?? null,
        limit: input.limit ?? INCIDENTS_A_PAGE,
      });
    }),

  get: procedure
    .input(GetIncidentInput)
    .output(GetIncidentOutput)
    .query(({ ctx, input }) => {
      const service = serviceContext(ctx);
      const at = pastInstant(input.asOf, service.now);
      return getIncident(service, { slug: input.slug, at, known: input.known ?? "now" });
    }),
});
