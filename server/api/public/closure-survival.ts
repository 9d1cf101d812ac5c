import { z } from "zod";
import { CAUSES } from "#server/domain/claim.ts";
import { KNOWN } from "#server/domain/report.ts";
import { SURVIVAL_SCOPES } from "#server/domain/survival-groups.ts";
import type { ClosureSurvival } from "#server/services/closures/get-closure-survival.ts";
import { Count, InstantOut } from "./shared.ts";

const Point = z.object({
  days: z.number().meta({ description: "Length in days" }),
  atRisk: Count.meta({ description: "Closures that lasted so long or longer, as far as is known" }),
  ended: Count.meta({ description: "Of those, the ones that ended then" }),
  censored: Count.meta({ description: "Of those, the ones of which no more is known" }),
  share: z.number().min(0).max(1).meta({ description: "Share that lasts longer than this" }),
});

export const Remaining = z
  .object({
    reached: Count.meta({ description: "Closures that reached that day" }),
    ended: Count.meta({ description: "Of those, the ones whose end is known" }),
    basis: z.enum(["estimated", "at_least"]).meta({
      description:
        "estimated: the curve's median; at_least: too little is known for a median, and half of them are documented to have lasted so much longer",
    }),
    days: Count.meta({
      description: "Half of them lasted at least so many days more, from the beginning of that day",
    }),
  })
  .meta({ id: "RemainingTime" });

export const PublicClosureSurvival: z.ZodType<ClosureSurvival, ClosureSurvival> = z
  .object({
    at: InstantOut,
    known: z.enum(KNOWN),
    slug: z.string().nullable(),
    cause: z.enum(CAUSES).nullable(),
    day: z.number().int().positive().meta({ description: "The day that is reached" }),
    groups: z.array(
      z.object({
        scope: z.enum(SURVIVAL_SCOPES).meta({
          description:
            "crossing: those of this crossing; cause: those with this cause at all crossings",
        }),
        cases: Count,
        ended: Count.meta({ description: "Of those, the ones whose end is known" }),
        curve: z.array(Point).meta({ description: "Kaplan-Meier, shortest length first" }),
        remaining: Remaining.nullable().meta({
          description: "null: fewer than five are known that reached that day, or nothing after it",
        }),
      }),
    ),
  })
  .meta({
    id: "ClosureSurvival",
    description:
      "Groups of closures, narrowest first, up to the first that can say something: the last one speaks. docs/closure-survival.md has the rules and how well they foretell.",
  });
