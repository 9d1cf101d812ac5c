import { z } from "zod";
import { CrossingId } from "#server/domain/crossing.ts";
import { DomainError } from "#server/domain/errors.ts";
import { FEED_FLAGS, FEED_KINDS, FeedInput, FeedMapping } from "#server/domain/feed.ts";
import { type FeedNetwork, pollFeed } from "#server/feeds/poll-feed.ts";
import {
  type FeedPreview,
  previewChangedFeed,
  previewFeed,
  previewNewFeed,
  takeOverCrossings,
} from "#server/feeds/preview-feed.ts";
import type { Feed } from "#server/services/feeds/feed-rows.ts";
import { addFeed, changeFeed, FeedChange, listFeeds } from "#server/services/feeds/manage-feeds.ts";
import { type ApiContext, serviceContext } from "../context.ts";
import { InstantOut } from "../public/shared.ts";
import { procedure, router } from "../trpc.ts";

const Run = z.object({
  at: InstantOut,
  read: z.number(),
  added: z.number(),
  known: z.number(),
  refused: z.number(),
  unknownPlaces: z.number(),
  flags: z
    .array(z.object({ place: z.string(), kind: z.enum(FEED_FLAGS), text: z.string() }))
    .readonly(),
  flagCount: z.number(),
});

/** A feed's health, for admins. */
const FeedOut = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(FEED_KINDS),
  url: z.string(),
  party: z.string().nullable(),
  intervalMinutes: z.number(),
  places: z.record(z.string(), z.string()),
  mapping: FeedMapping.nullable(),
  nextTryAt: InstantOut,
  lastTriedAt: InstantOut.nullable(),
  lastOkAt: InstantOut.nullable(),
  lastChangedAt: InstantOut.nullable(),
  dataAt: InstantOut.nullable(),
  failures: z.number(),
  lastProblem: z.string().nullable(),
  parkedAt: InstantOut.nullable(),
  parkedReason: z.string().nullable(),
  lastRun: Run.nullable(),
});

const toFeed = ({ settings, ...feed }: Feed) => ({ ...feed, ...settings });

const Preview = z.object({
  columns: z.array(z.string()).readonly(),
  rows: z.array(z.record(z.string(), z.string())).readonly(),
  reports: z.array(
    z.object({
      crossingId: z.string(),
      observedAt: InstantOut,
      states: z.array(z.object({ lanes: z.array(z.string()).readonly(), value: z.string() })),
      figures: z.array(
        z.object({
          metric: z.string(),
          lane: z.string().nullable(),
          low: z.number(),
          high: z.number().nullable(),
        }),
      ),
    }),
  ),
  run: Run.nullable(),
  proposed: z.array(
    z.object({
      place: z.string(),
      id: z.string(),
      name: z.string(),
      countries: z.array(z.string()),
      lanes: z.array(z.string()),
      zones: z.array(z.string()),
      hasPosition: z.boolean(),
    }),
  ),
});

function toPreview({
  columns,
  rows,
  reports,
  run,
  proposed,
}: FeedPreview): z.input<typeof Preview> {
  return {
    columns,
    rows: rows.map((row) => ({ ...row })),
    reports: reports.map(({ crossingId, observedAt, claims }) => ({
      crossingId,
      observedAt,
      states: claims.flatMap((claim) =>
        claim.kind === "state" ? [{ lanes: claim.lanes, value: claim.value }] : [],
      ),
      figures: claims.flatMap((claim) => (claim.kind === "count" ? [claim] : [])),
    })),
    run,
    proposed: proposed.map(({ place, crossing }) => ({
      place,
      id: crossing.id,
      name: crossing.name,
      countries: crossing.sides.map(({ country }) => country),
      lanes: crossing.lanes.map(({ id }) => id),
      zones: crossing.sides.map(({ zone }) => zone),
      hasPosition: crossing.position !== null,
    })),
  };
}

const Id = z.strictObject({ id: CrossingId });
const Done = z.object({ id: z.string() });

function networkOf({ feedNetwork }: ApiContext): FeedNetwork {
  if (feedNetwork !== undefined) return feedNetwork;
  throw new DomainError("unavailable", "Feeds are not asked in an exercise.");
}

/** Feeds; all of it is for admins. */
export const feedsRouter = router({
  list: procedure
    .input(z.strictObject({}))
    .output(z.object({ at: InstantOut, feeds: z.array(FeedOut) }))
    .query(async ({ ctx }) => {
      const { at, feeds } = await listFeeds(serviceContext(ctx));
      return { at, feeds: feeds.map(toFeed) };
    }),

  add: procedure
    .input(FeedInput)
    .output(Done)
    .mutation(({ ctx, input }) => addFeed(serviceContext(ctx), input)),

  change: procedure
    .input(FeedChange)
    .output(Done)
    .mutation(({ ctx, input }) => changeFeed(serviceContext(ctx), input)),

  /** What would come of it, before it is added; without a mapping only its columns. */
  previewNew: procedure
    .input(
      z.strictObject({
        kind: z.enum(FEED_KINDS),
        url: FeedInput.shape.url,
        mapping: FeedMapping.nullable(),
      }),
    )
    .output(Preview)
    .mutation(async ({ ctx, input }) => {
      const feed = { ...input, id: "preview", name: "preview", party: null };
      return toPreview(await previewNewFeed(serviceContext(ctx), feed, networkOf(ctx)));
    }),

  /** What would come of a stored one with another address or mapping. */
  previewChange: procedure
    .input(
      z.strictObject({
        id: CrossingId,
        url: FeedInput.shape.url,
        mapping: FeedMapping.nullable(),
      }),
    )
    .output(Preview)
    .mutation(async ({ ctx, input }) =>
      toPreview(await previewChangedFeed(serviceContext(ctx), input, networkOf(ctx))),
    ),

  preview: procedure
    .input(Id)
    .output(Preview)
    .mutation(async ({ ctx, input }) =>
      toPreview(await previewFeed(serviceContext(ctx), input, networkOf(ctx))),
    ),

  /** Takes over the crossings that it proposes. */
  takeOver: procedure
    .input(Id)
    .output(z.object({ added: z.number() }))
    .mutation(({ ctx, input }) => takeOverCrossings(serviceContext(ctx), input, networkOf(ctx))),

  /** Asks it now and not when its turn comes. */
  run: procedure
    .input(Id)
    .output(z.object({ outcome: z.enum(["unchanged", "read", "failed", "parked"]) }))
    .mutation(async ({ ctx, input }) => {
      const service = serviceContext(ctx);
      const { feeds } = await listFeeds(service);
      if (feeds.every(({ id }) => id !== input.id)) {
        throw new DomainError("not_found", `There is no feed "${input.id}".`);
      }
      const options = { ...service, network: networkOf(ctx), random: Math.random(), log: ctx.log };
      const outcome = await pollFeed(input.id, options);
      return { outcome: outcome?.kind ?? "parked" };
    }),
});
