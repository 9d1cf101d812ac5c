import { z } from "zod";
import { listOverrides } from "#server/services/alerts/list-overrides.ts";
import {
  OverrideInput,
  overrideAlert,
  withdrawOverride,
} from "#server/services/alerts/override-alert.ts";
import { serviceContext } from "../context.ts";
import { InstantOut } from "../public/shared.ts";
import { procedure, router } from "../trpc.ts";

const Level = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);

const ListedOverride = z.object({
  crossingId: z.string(),
  id: z.string(),
  level: Level,
  reason: z.string(),
  madeAt: InstantOut,
  expiresAt: InstantOut,
  withdrawnAt: InstantOut.nullable(),
  madeBy: z.string(),
});

const Done = z.object({ id: z.string() });

/** Levels set by a person; all of it is for the desk. */
export const alertsRouter = router({
  overrides: procedure
    .input(z.strictObject({}))
    .output(z.object({ overrides: z.array(ListedOverride) }))
    .query(({ ctx }) => listOverrides(serviceContext(ctx))),

  override: procedure
    .input(OverrideInput)
    .output(Done)
    .mutation(({ ctx, input }) => overrideAlert(serviceContext(ctx), input)),

  withdraw: procedure
    .input(z.strictObject({ id: z.uuid("is no override's id") }))
    .output(Done)
    .mutation(({ ctx, input }) => withdrawOverride(serviceContext(ctx), input)),
});
