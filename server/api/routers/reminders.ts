import { z } from "zod";
import { takeReminders } from "#server/services/reminders/list-reminders.ts";
import { serviceContext } from "../context.ts";
import { InstantOut } from "../public/shared.ts";
import { procedure, router } from "../trpc.ts";

const ReminderOut = z.object({ crossingId: z.string(), lastWordAt: InstantOut, at: InstantOut });

export const remindersRouter = router({
  /** One's own that still stand; they count as seen from then on. */
  take: procedure
    .input(z.strictObject({}))
    .output(z.object({ reminders: z.array(ReminderOut) }))
    .mutation(({ ctx }) => takeReminders(serviceContext(ctx))),
});
