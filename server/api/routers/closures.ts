import { z } from "zod";
import { listClosures } from "#server/services/closures/list-closures.ts";
import { serviceContext } from "../context.ts";
import { asOf, InstantIn, known, limitUpTo, pastInstant, Slug } from "../inputs.ts";
import { PublicClosure } from "../public/closure.ts";
import { procedure, router } from "../trpc.ts";

const CLOSURES_A_PAGE = 500;

export const ListClosuresInput = z.strictObject({
  slug: Slug.optional(),
  from: InstantIn.optional().meta({ description: "Only closures that had not ended by then" }),
  to: InstantIn.optional().meta({ description: "Only closures that had begun before" }),
  asOf,
  known,
  limit: limitUpTo(2_000),
});
export const ListClosuresOutput = z.object({ closures: z.array(PublicClosure) });

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
        limit: input.limit ?? CLOSURES_A_PAGE,
      });
    }),
});
