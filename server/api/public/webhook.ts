/** What a firm's members see of its webhooks: a secret only at the moment in which it is made. */
import { z } from "zod";
import { NOTICE_STATES, NoticeType } from "#server/domain/notice.ts";
import type { FirmNotice } from "#server/services/notices/list-firm-notices.ts";
import type { LoggedNotice } from "#server/services/notices/notice-rows.ts";
import { DISABLED_REASONS } from "#server/services/webhooks/disable-endpoint.ts";
import type { WebhookEndpoint } from "#server/services/webhooks/list-endpoints.ts";
import { InstantOut } from "./shared.ts";

export const WebhookEndpointOut: z.ZodType<WebhookEndpoint, WebhookEndpoint> = z
  .object({
    id: z.string(),
    url: z.string(),
    eventTypes: z.array(NoticeType).readonly().meta({ description: "None: all" }),
    createdAt: InstantOut,
    disabled: z
      .object({ at: InstantOut, reason: z.enum(DISABLED_REASONS) })
      .nullable()
      .meta({ description: "Switched off, because it answered 410 or took nothing any more" }),
    heldUntil: InstantOut.nullable().meta({ description: "Nothing is sent before" }),
    secrets: z
      .array(z.object({ createdAt: InstantOut, endsAt: InstantOut.nullable() }))
      .readonly()
      .meta({ description: "Those that sign now, newest first; never what they are" }),
    waiting: z.number().meta({ description: "Notices that are late: due, or tried before" }),
    lateSince: InstantOut.nullable(),
    failed: z.number().meta({ description: "Of the last 30 days, to be sent again" }),
    lastSentAt: InstantOut.nullable(),
  })
  .meta({ id: "Webhook" });

const loggedFields = {
  id: z.string().meta({ description: "The `webhook-id` of every try" }),
  type: NoticeType,
  watchId: z.string().nullable().meta({ description: "null: a test" }),
  endpointId: z.string().nullable().meta({ description: "null: by mail, or only in the feed" }),
  createdAt: InstantOut,
  dueAt: InstantOut.meta({ description: "Of what waits: not before" }),
  state: z.enum(NOTICE_STATES),
  settledAt: InstantOut.nullable(),
  attempts: z
    .array(
      z.object({
        attempt: z.number(),
        attemptedAt: InstantOut,
        tookMs: z.number(),
        outcome: z.enum(["sent", "failed"]),
        status: z.number().nullable().meta({ description: "HTTP; null: no answer" }),
        response: z
          .string()
          .nullable()
          .meta({ description: "How the answer began, or why there was none" }),
      }),
    )
    .readonly()
    .meta({ description: "Each try to deliver it, oldest first" }),
};

export const LoggedNoticeOut: z.ZodType<LoggedNotice, LoggedNotice> = z
  .object(loggedFields)
  .meta({ id: "Notice" });

export const FirmNoticeOut: z.ZodType<FirmNotice, FirmNotice> = z
  .object({
    ...loggedFields,
    data: z
      .record(z.string(), z.unknown())
      .meta({ description: "What is sent; `changeIds` are the ids that `/changes` gives" }),
  })
  .meta({ id: "NoticeWithData" });

const Secret = z.string().meta({ description: "`whsec_…`, shown this once" });

export const NewWebhookOut = z.object({ endpointId: z.string(), secret: Secret.nullable() });

export const NewSecretOut = z.object({
  endpointId: z.string(),
  secret: Secret,
  oldEndsAt: InstantOut.meta({ description: "Until then the secret before signs too" }),
});
