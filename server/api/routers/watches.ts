import { z } from "zod";
import { WatchInput } from "#server/domain/watch.ts";
import { DryRunInput, dryRunWatch } from "#server/services/watches/dry-run.ts";
import { endWatch } from "#server/services/watches/end-watch.ts";
import { listWatches } from "#server/services/watches/list-watches.ts";
import { saveWatch } from "#server/services/watches/save-watch.ts";
import { serviceContext } from "../context.ts";
import { DryRunOut, WatchOut } from "../public/watch.ts";
import { procedure, router } from "../trpc.ts";

const IdOut = z.object({ id: z.string() });

/** What a firm is told of. */
export const watchesRouter = router({
  /** Those of the asker's own firm. */
  list: procedure
    .input(z.strictObject({}))
    .output(z.object({ watches: z.array(WatchOut) }))
    .query(({ ctx }) => listWatches(serviceContext(ctx))),

  /** Makes one, or changes it: the id is the sender's. */
  save: procedure
    .input(WatchInput)
    .output(IdOut)
    .mutation(({ ctx, input }) => saveWatch(serviceContext(ctx), input)),

  end: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .output(IdOut)
    .mutation(({ ctx, input }) => endWatch(serviceContext(ctx), input)),

  /** What a rule would have sent over a past period; nothing is saved. */
  dryRun: procedure
    .input(DryRunInput)
    .output(DryRunOut)
    .query(async ({ ctx, input }) => {
      const run = await dryRunWatch(serviceContext(ctx), input);
      const messages = run.messages.map((one) => ({ ...one, items: one.items.length }));
      return { ...run, messages };
    }),
});
