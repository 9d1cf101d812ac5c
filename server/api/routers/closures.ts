import { z } from "zod";
import { CAUSES } from "#server/domain/claim.ts";
import { getClosureSurvival } from "#server/services/closures/get-closure-survival.ts";
import { listClosures } from "#server/services/closures/list-closures.ts";
import { serviceContext } from "../context.ts";
import { asOf, InstantIn, known, limitUpTo, pastInstant, Slug } from "../inputs.ts";
import { PublicClosure } from "../public/closure.ts";
import { PublicClosureSurvival } from "../public/closure-survival.ts";
import { procedure, router } from "../trpc.ts";

const CLOSURES_A_PAGE = 500;

export const ListClosuresInput = z.strictObject({
  slug: Slug.optional(),
  from: InstantIn.optional().meta({ description: "Only closures that had not ended by then" }),
  to: InstantIn.optional().meta({ description: "Only closures that had begun before" }),
  asOf,
  known,
  before: z.string().max(300).optional().meta({ description: "`next` of the page before" }),
  limit: limitUpTo(2_000),
});
export const ListClosuresOutput = z.object({
  closures: z.array(PublicClosure),
  next: z.string().nullable().meta({ description: "Give it as `before` for older ones" }),
});

/** A hundred years: no closure has reached a later day. */
const LAST_DAY = 36_500;
const DAY_EXPECTED = `must be a whole number from 1 to ${LAST_DAY}`;

export const GetClosureSurvivalInput = z.strictObject({
  slug: Slug.optional(),
  cause: z.enum(CAUSES).optional().meta({
    description: "Without it that of the crossing's closure, while one goes on; else none",
  }),
  day: z.coerce
    .number<number | string>(DAY_EXPECTED)
    .int(DAY_EXPECTED)
    .min(1, DAY_EXPECTED)
    .max(LAST_DAY, DAY_EXPECTED)
    .optional()
    .meta({
      description:
        "The day that a closure has reached, the first being 1. Without it that of the crossing's closure, while one goes on; else 1",
    }),
  asOf,
  known,
});

export const closuresRouter = router({
  /** Newest first. */
  list: procedure
    .input(ListClosuresInput)
    .output(ListClosuresOutput)
    .query(({ ctx, input }) => {
      const service = serviceContext(ctx);
      return listClosures(service, {
        slug: input.slug ?? null,
        from: input.from ?? null,
        to: input.to ?? null,
        at: pastInstant(input.asOf, service.now),
        known: input.known ?? "now",
        before: input.before ?? null,
        limit: input.limit ?? CLOSURES_A_PAGE,
      });
    }),

  /** How much longer closures lasted that reached a day. */
  survival: procedure
    .input(GetClosureSurvivalInput)
    .output(PublicClosureSurvival)
    .query(({ ctx, input }) => {
      const service = serviceContext(ctx);
      return getClosureSurvival(service, {
        slug: input.slug ?? null,
        cause: input.cause ?? null,
        day: input.day ?? null,
        at: pastInstant(input.asOf, service.now),
        known: input.known ?? "now",
      });
    }),
});
