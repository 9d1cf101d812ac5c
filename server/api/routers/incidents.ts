import { z } from "zod";
import { getIncident, listIncidents } from "#server/services/incidents/list-incidents.ts";
import { serviceContext } from "../context.ts";
import { asOf, known, pastInstant } from "../inputs.ts";
import { PublicIncident } from "../public/incident.ts";
import { procedure, router } from "../trpc.ts";

export const ListIncidentsInput = z.strictObject({ asOf, known });
export const ListIncidentsOutput = z.object({ incidents: z.array(PublicIncident) });

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
