import { z } from "zod";
import { isStorable } from "#server/domain/parse-input.ts";
import { answerDesk, askReporter, listMessages } from "#server/services/reviews/report-thread.ts";
import { serviceContext } from "../context.ts";
import { ThreadMessageOut } from "../public/desk.ts";
import { procedure, router } from "../trpc.ts";

const id = z.uuid("is no report's id");
/** As the table takes it. */
const MAX_TEXT_LENGTH = 1_000;
const Message = z.strictObject({
  id,
  messageId: z.uuid("must be a UUID made by the sender"),
  text: z
    .string()
    .trim()
    .max(MAX_TEXT_LENGTH, `is longer than ${MAX_TEXT_LENGTH} characters; shorten it`)
    .refine(isStorable, "has a character that is none"),
});
const Sent = z.object({ messageId: z.string() });

/** What desk and reporter write to each other about a report. */
export const threadsRouter = router({
  list: procedure
    .input(z.strictObject({ id }))
    .output(z.object({ messages: z.array(ThreadMessageOut) }))
    .query(({ ctx, input }) => listMessages(serviceContext(ctx), input)),

  ask: procedure
    .input(Message)
    .output(Sent)
    .mutation(async ({ ctx, input }) => {
      await askReporter(serviceContext(ctx), input);
      return { messageId: input.messageId };
    }),

  answer: procedure
    .input(Message)
    .output(Sent)
    .mutation(async ({ ctx, input }) => {
      await answerDesk(serviceContext(ctx), input);
      return { messageId: input.messageId };
    }),
});
