import { z } from "zod";
import { WatchInput } from "#server/domain/watch.ts";
import { type DryRun, DryRunInput, dryRunWatch } from "#server/services/watches/dry-run.ts";
import { endWatch } from "#server/services/watches/end-watch.ts";
import { getWatch, type ListedWatch, listWatches } from "#server/services/watches/list-watches.ts";
import { renewFeed } from "#server/services/watches/renew-feed.ts";
import { saveWatch } from "#server/services/watches/save-watch.ts";
import { type ApiContext, serviceContext } from "../context.ts";
import { DryRunOut, WatchOut } from "../public/watch.ts";
import { procedure, router } from "../trpc.ts";

export const WatchDone = z.object({ id: z.string() });
export const SavedWatch = WatchDone.extend({
  isNew: z.boolean().meta({ description: "false: it was there, and is as it was sent now" }),
});
export const OfWatch = z.strictObject({ watchId: z.uuid("is no watch's id") });
export const ListWatchesInput = z.strictObject({});
export const ListWatchesOutput = z.object({ watches: z.array(WatchOut) });

const withFeedUrl = (watch: ListedWatch, { watchFeedUrl }: ApiContext) => ({
  ...watch,
  feedUrl: watch.channel.kind === "feed" ? (watchFeedUrl?.(watch) ?? null) : null,
});

/** Of each message how many things it tells: what they are is read when it is told in earnest. */
export const toDryRunOut = (run: DryRun): z.output<typeof DryRunOut> => ({
  ...run,
  messages: run.messages.map((one) => ({ ...one, items: one.items.length })),
});

/** What a firm is told of. */
export const watchesRouter = router({
  /** Those of the asker's own firm. */
  list: procedure
    .input(ListWatchesInput)
    .output(ListWatchesOutput)
    .query(async ({ ctx }) => {
      const { watches } = await listWatches(serviceContext(ctx));
      return { watches: watches.map((watch) => withFeedUrl(watch, ctx)) };
    }),

  get: procedure
    .input(OfWatch)
    .output(WatchOut)
    .query(async ({ ctx, input }) => withFeedUrl(await getWatch(serviceContext(ctx), input), ctx)),

  /** Makes one, or changes it: the id is the sender's. */
  save: procedure
    .input(WatchInput)
    .output(WatchDone)
    .mutation(({ ctx, input }) => saveWatch(serviceContext(ctx), input)),

  end: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .output(WatchDone)
    .mutation(({ ctx, input }) => endWatch(serviceContext(ctx), input)),

  /** Another address for the feed of a watch; the one before leads nowhere. */
  renewFeed: procedure
    .input(z.strictObject({ id: z.uuid() }))
    .output(WatchDone)
    .mutation(({ ctx, input }) => renewFeed(serviceContext(ctx), input)),

  /** What a rule would have sent over a past period; nothing is saved. */
  dryRun: procedure
    .input(DryRunInput)
    .output(DryRunOut)
    .query(async ({ ctx, input }) => toDryRunOut(await dryRunWatch(serviceContext(ctx), input))),
});
