import { z } from "zod";
import { CorridorInput } from "#server/services/firms/corridor-input.ts";
import { endCorridor } from "#server/services/firms/end-corridor.ts";
import { listCorridors } from "#server/services/firms/list-corridors.ts";
import { saveCorridor } from "#server/services/firms/save-corridor.ts";
import { serviceContext } from "../context.ts";
import { CorridorOut } from "../public/firm.ts";
import { procedure, router } from "../trpc.ts";

export const ListCorridorsInput = z.strictObject({});
export const ListCorridorsOutput = z.object({ corridors: z.array(CorridorOut) });

const Done = z.object({ id: z.string() });

/** The corridors of the asker's firm. */
export const corridorsRouter = router({
  list: procedure
    .input(ListCorridorsInput)
    .output(ListCorridorsOutput)
    .query(({ ctx }) => listCorridors(serviceContext(ctx))),

  /** Makes one, or gives one other content. */
  save: procedure
    .input(CorridorInput)
    .output(Done)
    .mutation(({ ctx, input }) => saveCorridor(serviceContext(ctx), input)),

  end: procedure
    .input(z.strictObject({ id: z.uuid("is no corridor's id") }))
    .output(Done)
    .mutation(({ ctx, input }) => endCorridor(serviceContext(ctx), input)),
});
