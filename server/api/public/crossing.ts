import { z } from "zod";
import { type Crossing, type Lane, MODES, type Side } from "#server/domain/crossing.ts";
import { PublicSourceLink } from "./shared.ts";

const PublicSide: z.ZodType<Side, Side> = z.object({
  country: z.string(),
  place: z.string().nullable(),
  admin: z.string().nullable(),
  authority: z.string().nullable(),
  zone: z.string().meta({ description: "IANA time zone" }),
});

const PublicLane: z.ZodType<Lane, Lane> = z.object({
  id: z.string().meta({ examples: ["PK-AF/truck"] }),
  direction: z.string(),
  from: z.string(),
  to: z.string(),
  mode: z.enum(MODES),
});

export const PublicCrossing: z.ZodType<Crossing, Crossing> = z
  .object({
    id: z.string(),
    name: z.string(),
    altNames: z.array(z.string()),
    localNames: z.record(z.string(), z.string()),
    sides: z.tuple([PublicSide, PublicSide]),
    position: z
      .object({
        latitude: z.number(),
        longitude: z.number(),
        precisionMetres: z.number(),
        note: z.string().nullable(),
      })
      .nullable(),
    type: z.string(),
    lanes: z.array(PublicLane),
    expectedIntervalMinutes: z.number(),
    note: z.string().nullable(),
    sources: z.array(PublicSourceLink),
  })
  .meta({ id: "Crossing" });
