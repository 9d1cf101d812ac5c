import { z } from "zod";
import { STATES } from "#server/domain/claim.ts";
import { MODES } from "#server/domain/mode.ts";
import { TRAFFIC_METRICS, type Traffic } from "#server/domain/usual-traffic.ts";
import type { LaneDays } from "#server/services/crossings/get-days.ts";
import { Count } from "./shared.ts";

const Day = z
  .string()
  .meta({ description: "Local day at the crossing; of a run of days the first" });
const RunDays = z.number().meta({
  description: "Days in each entry: 1 for spans of up to 400 days, more for longer ones",
});
const Minutes = z.number().meta({ description: "Minutes of all lanes together" });

export const PublicLaneDays: z.ZodType<LaneDays, LaneDays> = z
  .object({
    mode: z.enum(MODES).nullable(),
    zone: z.string(),
    runDays: RunDays,
    days: z.array(
      z.object({
        on: Day,
        state: z.enum(STATES),
        minutes: z.object({
          open: Minutes,
          restricted: Minutes,
          closed: Minutes,
          unknown: Minutes,
        }),
      }),
    ),
  })
  .meta({
    id: "LaneDays",
    description:
      "A day has the state in which its lanes spent most of its hours; of two with the same, the worse; a day of which more than half is not known is unknown",
  });

export const PublicTraffic: z.ZodType<Traffic, Traffic> = z
  .object({
    metric: z.enum(TRAFFIC_METRICS),
    zone: z.string(),
    runDays: RunDays,
    days: z.array(
      z.object({
        on: Day,
        low: Count.nullable(),
        best: Count.nullable(),
        high: Count.nullable(),
        usual: z
          .object({
            low: Count,
            high: Count.nullable(),
            values: z.number().meta({ description: "Days that it is made of" }),
          })
          .nullable(),
        comparison: z.enum(["below", "usual", "above"]).nullable(),
      }),
    ),
    sources: z.array(z.string()),
  })
  .meta({
    id: "Traffic",
    description:
      "Usual for a day is the median of the same weekday in the 8 weeks before; with fewer than 4 such days on record it is null",
  });
