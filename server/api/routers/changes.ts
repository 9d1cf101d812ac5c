import { z } from "zod";
import { type LogEntry, listChangeLog } from "#server/services/changes/list-change-log.ts";
import { listChanges, listLatestChanges } from "#server/services/changes/list-changes.ts";
import { listLevelChanges } from "#server/services/changes/list-level-changes.ts";
import { serviceContext } from "../context.ts";
import { asOf, known, limitUpTo, pastInstant, Slug } from "../inputs.ts";
import { PublicChange } from "../public/change.ts";
import { PublicSource, PublicSourceLink } from "../public/shared.ts";
import { procedure, router } from "../trpc.ts";

export const CHANGES_A_PAGE = 100;
const MAX_CHANGES = 1_000;

export const ListChangesInput = z.strictObject({
  after: z.string().max(300).optional().meta({
    description: "`next` of the page before; without it from the beginning",
  }),
  slug: Slug.optional(),
  limit: limitUpTo(MAX_CHANGES),
  asOf,
  known: known.meta({
    description:
      "Changes are the record of what came to be known, so both values give those known by asOf",
  }),
});
export const ListChangesOutput = z.object({
  changes: z.array(PublicChange),
  next: z.string().nullable().meta({
    description: "Give it as `after`, now or later; following it misses no change and repeats none",
  }),
});

export const LatestChangesInput = z.strictObject({
  slug: Slug.optional(),
  before: limitUpTo(Number.MAX_SAFE_INTEGER).meta({ description: "Lower numbers only" }),
  limit: limitUpTo(MAX_CHANGES),
  asOf,
});
export const LatestChangesOutput = z.object({ changes: z.array(PublicChange) });

const LOG_A_PAGE = 50;
const MAX_LOG = 200;

const ChangeLogInput = z.strictObject({
  slug: Slug.optional(),
  kind: z
    .enum(["corrections"])
    .optional()
    .meta({ description: "Corrections and retractions only" }),
  before: z.string().max(300).optional().meta({ description: "`next` of the page before" }),
  limit: limitUpTo(MAX_LOG),
  asOf,
});
const PublicLogEntry: z.ZodType<LogEntry, LogEntry> = z.object({
  change: PublicChange,
  source: PublicSource.nullable(),
  links: z.array(PublicSourceLink),
});
const ChangeLogOutput = z.object({
  entries: z.array(PublicLogEntry),
  next: z.string().nullable(),
});

export const changesRouter = router({
  /** In the order in which they became known, for those who follow all of them. */
  list: procedure
    .input(ListChangesInput)
    .output(ListChangesOutput)
    .query(({ ctx, input }) => {
      const service = serviceContext(ctx);
      return listChanges(service, {
        after: input.after ?? null,
        slug: input.slug ?? null,
        limit: input.limit ?? CHANGES_A_PAGE,
        at: pastInstant(input.asOf, service.now),
      });
    }),

  /** Newest first, for those who look. */
  latest: procedure
    .input(LatestChangesInput)
    .output(LatestChangesOutput)
    .query(({ ctx, input }) => {
      const service = serviceContext(ctx);
      return listLatestChanges(service, {
        slug: input.slug ?? null,
        before: input.before ?? null,
        limit: input.limit ?? CHANGES_A_PAGE,
        at: pastInstant(input.asOf, service.now),
      });
    }),

  /** Changes of alert levels, in order: what alerts are made of. */
  levels: procedure
    .input(z.strictObject({ slug: Slug.optional() }))
    .output(LatestChangesOutput)
    .query(({ ctx, input }) => listLevelChanges(serviceContext(ctx), { slug: input.slug ?? null })),

  /** Newest first across crossings, with who said so, page by page. */
  log: procedure
    .input(ChangeLogInput)
    .output(ChangeLogOutput)
    .query(({ ctx, input }) => {
      const service = serviceContext(ctx);
      return listChangeLog(service, {
        slug: input.slug ?? null,
        isCorrections: input.kind === "corrections",
        before: input.before ?? null,
        limit: input.limit ?? LOG_A_PAGE,
        at: pastInstant(input.asOf, service.now),
      });
    }),
});
