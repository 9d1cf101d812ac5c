import { z } from "zod";
import { HARMS, INCIDENT_KINDS, type Incident } from "#server/domain/incident.ts";
import { Count, InstantOut, PublicSource, PublicSourceLink, PublicTimeBound } from "./shared.ts";

const PublicCasualtyClaim = z.object({
  id: z.string(),
  group: z
    .string()
    .meta({ description: "Competing claims about one matter share it; never sum them" }),
  about: z.string(),
  aboutParty: z.string().nullable(),
  claimant: PublicSource,
  harm: z.enum(HARMS),
  low: Count,
  high: Count.nullable(),
  asGiven: z.string(),
  at: PublicTimeBound,
  publishedAt: InstantOut,
  links: z.array(PublicSourceLink),
});

export const PublicIncident: z.ZodType<Incident, Incident> = z
  .object({
    id: z.string(),
    title: z.string(),
    kind: z.enum(INCIDENT_KINDS),
    summary: z.string(),
    crossingIds: z.array(z.string()),
    from: PublicTimeBound,
    to: PublicTimeBound.nullable(),
    updates: z.array(
      z.object({
        id: z.string(),
        at: PublicTimeBound,
        text: z.string(),
        links: z.array(PublicSourceLink),
      }),
    ),
    casualtyClaims: z.array(PublicCasualtyClaim),
  })
  .meta({ id: "Incident" });
