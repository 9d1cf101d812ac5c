import { z } from "zod";
import { CountryCode, CrossingId } from "#server/domain/crossing.ts";
import { QUESTIONS } from "#server/formats/relay/relay-code.ts";
import { listReporters } from "#server/services/relay/find-reporters.ts";
import { type ReadCode, readCode } from "#server/services/relay/read-code.ts";
import { sendCode } from "#server/services/relay/send-code.ts";
import { serviceContext } from "../context.ts";
import { InstantIn } from "../inputs.ts";
import { PublicClaim } from "../public/claim.ts";
import { ReceiptOut } from "../public/report.ts";
import { InstantOut } from "../public/shared.ts";
import { procedure, router } from "../trpc.ts";

const Code = z.strictObject({
  text: z.string().max(2_000),
  /** Whose clock, when the code does not say. */
  country: CountryCode.nullish(),
});

const ReadCodeOut: z.ZodType<ReadCode, ReadCode> = z.object({
  question: z
    .object({ kind: z.enum(QUESTIONS), word: z.string(), options: z.array(z.string()).readonly() })
    .nullable(),
  problems: z.array(z.string()).readonly(),
  crossingId: z.string().nullable(),
  claims: z.array(PublicClaim).readonly(),
  observedAt: InstantOut.nullable(),
  zone: z.string().nullable(),
  id: z.string().nullable(),
  readAt: InstantOut,
});

export const relayRouter = router({
  /** What a code says, or the question that it raises; stores nothing. */
  read: procedure
    .input(Code)
    .output(ReadCodeOut)
    .query(({ ctx, input }) => readCode(serviceContext(ctx), input)),

  /** Sends a code on as it was read. */
  send: procedure
    .input(Code.extend({ readAt: InstantIn, reporterId: z.uuid().nullish() }))
    .output(ReceiptOut)
    .mutation(({ ctx, input }) => sendCode(serviceContext(ctx), input)),

  /** Whose report it may be, for the desk. */
  reporters: procedure
    .input(z.strictObject({ crossingId: CrossingId }))
    .output(
      z.object({
        reporters: z.array(z.object({ id: z.string(), name: z.string(), email: z.string() })),
      }),
    )
    .query(({ ctx, input }) => listReporters(serviceContext(ctx), input)),
});
