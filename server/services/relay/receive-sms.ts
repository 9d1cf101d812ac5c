import { z } from "zod";
import type { Actor } from "#server/domain/actor.ts";
import { DomainError } from "#server/domain/errors.ts";
import { parseInput } from "#server/domain/parse-input.ts";
import { parseInstant } from "#server/domain/parse-instant.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { addMs, DAY_MS, type Instant, MINUTE_MS } from "#server/domain/time.ts";
import { readLanguage } from "#server/formats/relay/read-code.ts";
import { questionText, saidText, smsText } from "#server/formats/relay/reply.ts";
import {
  REPLY_LANGUAGES,
  REPLY_REFUSALS,
  REPLY_WORDS,
  type ReplyLanguage,
  type ReplyRefusal,
} from "#server/formats/relay/reply-words.ts";
import type { ServiceContext } from "../context.ts";
import { listCrossings } from "../crossings/find-crossings.ts";
import { findSender } from "./find-reporters.ts";
import { countryOfNumber, parsePhoneNumber } from "./phone-number.ts";
import { type ReadCode, understand } from "./read-code.ts";
import { submitCode } from "./send-code.ts";

export const SmsInput = z.strictObject({
  from: z.string().max(40).meta({ description: "Who sent it, with the country: +923001234567" }),
  text: z.string().max(2_000),
  id: z
    .string()
    .max(200)
    .optional()
    .meta({ description: "The gateway's own; comes back as it is" }),
  language: z.enum(REPLY_LANGUAGES).optional().meta({
    description: "In which the reply is, when the message does not ask for one; English else",
  }),
  receivedAt: z.iso
    .datetime({ offset: true, error: "must be an instant with its zone" })
    .optional()
    .meta({
      description:
        "When the gateway received it; the day of a time without one is found by it, so that a late delivery is the same report",
    }),
});
export type SmsInput = z.input<typeof SmsInput>;

export const SMS_OUTCOMES = ["received", "repeat", "question", "refused"] as const;

export interface SmsAnswer {
  /** To be sent back by SMS. English is one message, in the GSM alphabet; Arabic script up to three. */
  readonly reply: string;
  /** `question`, `refused`: nothing was stored, and the reply says why. */
  readonly outcome: (typeof SMS_OUTCOMES)[number];
  readonly reportId: string | null;
  readonly id: string | null;
}

/** Gateways that were off deliver what waited. */
const MAX_LATE_MS = 7 * DAY_MS;
const MAX_AHEAD_MS = 10 * MINUTE_MS;

function receivedAt(input: SmsInput, now: Instant): Instant {
  if (input.receivedAt === undefined) return now;
  const at = parseInstant(input.receivedAt);
  if (at >= addMs(now, -MAX_LATE_MS) && at <= addMs(now, MAX_AHEAD_MS)) return at;
  const message = "lies more than a week back or in the future; check the gateway's clock";
  throw new DomainError("invalid", `receivedAt ${message}`, {
    fields: [{ path: "receivedAt", message }],
  });
}

/** What the sender can mend by another message; anything else is the gateway's to send again. */
function forSender(error: unknown): { code: ReplyRefusal; message: string } | null {
  if (!(error instanceof DomainError)) return null;
  const code = REPLY_REFUSALS.find((one) => one === error.code);
  return code === undefined ? null : { code, message: error.message };
}

type Said = Pick<SmsAnswer, "reply" | "outcome" | "reportId">;

interface Sms {
  readonly sender: Actor;
  readonly text: string;
  readonly country: string | null;
  readonly language: ReplyLanguage;
  readonly at: Instant;
}

async function answer(ctx: ServiceContext, sms: Sms): Promise<Said> {
  const read = await understand(ctx, sms, sms.at);
  const { language } = sms;
  const words = REPLY_WORDS[language];
  const said = await sayBack(ctx, read, language);
  const nothing = (why: string): Said => ({
    reply: `${words.notStored} ${why}`,
    outcome: "refused",
    reportId: null,
  });
  if (read.question !== null) {
    const understood = said === "" ? "" : ` ${words.understood} ${said}`;
    const asked = questionText(read.question, language);
    return { ...nothing(`${asked}${understood}`), outcome: "question" };
  }
  const [problem] = read.problems;
  if (problem !== undefined) return nothing(words.refusals?.invalid ?? problem);
  try {
    const receipt = await submitCode(ctx, {
      ...sms,
      source: sms.sender,
      handed: { via: "sms", relayedBy: null },
    });
    const first = receipt.isRepeat ? words.before : words.received;
    return {
      reply: `${first} ${said}`,
      outcome: receipt.isRepeat ? "repeat" : "received",
      reportId: receipt.id,
    };
  } catch (error) {
    const refusal = forSender(error);
    if (refusal === null) throw error;
    return nothing(words.refusals?.[refusal.code] ?? refusal.message);
  }
}

async function sayBack(
  { database, now }: ServiceContext,
  read: ReadCode,
  language: ReplyLanguage,
): Promise<string> {
  const crossings = await listCrossings(database, now);
  const crossing = crossings.find(({ id }) => id === read.crossingId) ?? null;
  return saidText({ ...read, crossing }, language);
}

/**
 * Takes an SMS that a gateway hands over: a report of the account that the number belongs to, or a question back to it.
 * The same SMS again is the same report. What it says is never public before the desk has seen it.
 * @throws DomainError `unauthenticated`, `forbidden` (not a gateway; a number that is nobody's), `invalid` (the fields)
 */
export async function receiveSms(ctx: ServiceContext, raw: unknown): Promise<SmsAnswer> {
  assertCan(ctx.actor, "sms.deliver");
  const input = parseInput(SmsInput, raw);
  const at = receivedAt(input, ctx.now);
  const number = parsePhoneNumber(input.from);
  const sender = number === null ? null : await findSender(ctx.database, number);
  if (number === null || sender === null) {
    throw new DomainError(
      "forbidden",
      "No account sends from this number; an admin adds it with: npm run admin -- number add.",
      { fields: [{ path: "from", message: "is nobody's number" }] },
    );
  }
  const country = countryOfNumber(number);
  const language = readLanguage(input.text) ?? input.language ?? "en";
  const said = await answer(ctx, { sender, text: input.text, country, language, at });
  return { ...said, reply: smsText(said.reply, language), id: input.id ?? null };
}
