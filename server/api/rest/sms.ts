/**
 * POST /api/v1/sms, for an SMS gateway with a key of the scope `sms:write`. JSON, or a form as gateways send it, whose
 * fields have other names with each of them.
 */
import type { IncomingMessage } from "node:http";
import { z } from "zod";
import { DomainError } from "#server/domain/errors.ts";
import { MAX_REPLY_CHARS } from "#server/formats/relay/reply.ts";
import { hasFormType, readFormBody, readJsonBody } from "#server/http/body.ts";
import { receiveSms, SMS_OUTCOMES, type SmsAnswer } from "#server/services/relay/receive-sms.ts";
import type { ApiDeps } from "../context.ts";
import { readKeyActor } from "./actor.ts";

export const SMS_PATH = "/sms";

export const SmsAnswerOut: z.ZodType<SmsAnswer, SmsAnswer> = z
  .object({
    reply: z.string().max(MAX_REPLY_CHARS).meta({
      description:
        "To be sent back. English is one SMS in the GSM alphabet; Arabic script up to three in UCS-2",
    }),
    outcome: z.enum(SMS_OUTCOMES).meta({
      description: "question, refused: nothing was stored, and the reply says why",
    }),
    reportId: z.string().nullable(),
    id: z.string().nullable().meta({ description: "As it was sent" }),
  })
  .meta({ id: "SmsAnswer" });

/** An SMS is at most some hundred characters; gateways add a few fields. */
const SMS_LIMIT_BYTES = 16 * 1024;

/** What gateways call the fields, in small letters; the first that is there counts. */
const FORM_NAMES = {
  from: ["from", "sender", "msisdn", "phone"],
  text: ["text", "body", "message", "content"],
  id: ["id", "messageid", "message_id", "messagesid", "msgid"],
  language: ["language"],
  receivedAt: ["receivedat", "received_at"],
} as const;

function readForm(form: URLSearchParams): Record<string, string> {
  const given = new Map([...form].map(([name, value]) => [name.toLowerCase(), value]));
  const found = Object.entries(FORM_NAMES).map(([name, names]) => {
    const known = names.find((one) => given.has(one));
    return [name, known === undefined ? undefined : given.get(known)] as const;
  });
  return Object.fromEntries(
    found.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

async function readBody(req: IncomingMessage): Promise<unknown> {
  const limit = { limitBytes: SMS_LIMIT_BYTES };
  return hasFormType(req) ? readForm(await readFormBody(req, limit)) : readJsonBody(req, limit);
}

/** Only a key says who asks: no browser's cookie counts here. */
export async function answerSms(req: IncomingMessage, deps: ApiDeps): Promise<SmsAnswer> {
  const actor = await readKeyActor(req, deps);
  if (actor === null) {
    const message = "Send an API key with the scope sms:write: Authorization: Bearer and the key.";
    throw new DomainError("unauthenticated", message);
  }
  const body = await readBody(req);
  return receiveSms({ actor, database: deps.database, now: deps.now() }, body);
}
