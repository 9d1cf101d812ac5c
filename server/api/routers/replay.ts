import { z } from "zod";
import { KNOWN } from "#server/domain/report.ts";
import { getReplay } from "#server/services/crossings/get-replay.ts";
import { serviceContext } from "../context.ts";
import { InstantIn } from "../inputs.ts";
import { PublicReplay } from "../public/replay.ts";
import { procedure, router } from "../trpc.ts";

export const GetReplayInput = z.strictObject({
  from: InstantIn.optional().meta({ description: "Three weeks before `to` when left out" }),
  to: InstantIn.optional().meta({ description: "Now, when left out or in the future" }),
  known: z.enum(KNOWN).optional().meta({
    description:
      "As known now (default), or at each instant as known then (only what had been published by it).",
  }),
});

export const replayRouter = router({
  /** Every crossing through a period. */
  get: procedure
    .input(GetReplayInput)
    .output(PublicReplay)
    .query(({ ctx, input }) =>
      getReplay(serviceContext(ctx), {
        from: input.from ?? null,
        to: input.to ?? null,
        known: input.known ?? "now",
      }),
    ),
});
