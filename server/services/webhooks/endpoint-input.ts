import { z } from "zod";
import { DomainError } from "#server/domain/errors.ts";
import { NOTICE_TYPES, NoticeType } from "#server/domain/notice.ts";
import { readWebhookUrl } from "#server/webhooks/webhook-url.ts";

const EventTypes = z
  .array(NoticeType)
  .max(NOTICE_TYPES.length)
  .transform((types) => [...new Set(types)]);

/** In small letters, as Postgres tells it: a secret is bound to it, letter by letter (macOS' uuidgen writes capitals). */
export const EndpointId = z.uuid("is no webhook's id").toLowerCase();

export const AddEndpointInput = z.strictObject({
  /** Made by who asks, so that asking twice makes one. */
  id: EndpointId,
  url: z.string(),
  /** None: all. */
  eventTypes: EventTypes.default([]),
  /** Whose, when an admin asks. */
  firmId: z.uuid().optional(),
});

export const ChangeEndpointInput = z.strictObject({
  endpointId: EndpointId,
  url: z.string().optional(),
  eventTypes: EventTypes.optional(),
});

export const OfEndpoint = z.strictObject({ endpointId: EndpointId });

/** @throws DomainError `invalid` on `url` */
export function getWebhookUrl(text: string, privateNetworks: readonly string[]): string {
  const read = readWebhookUrl(text.trim(), privateNetworks);
  if ("url" in read) return read.url;
  const message = read.problem;
  throw new DomainError("invalid", `url ${message}`, { fields: [{ path: "url", message }] });
}
