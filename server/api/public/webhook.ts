/** What a firm's members see of its webhooks: never a secret. */
import { z } from "zod";
import { NOTICE_STATES, NoticeType } from "#server/domain/notice.ts";
import { DISABLED_REASONS } from "#server/services/webhooks/disable-endpoint.ts";
import type { WebhookEndpoint } from "#server/services/webhooks/list-endpoints.ts";
import type { LoggedNotice } from "#server/services/webhooks/list-notices.ts";
import { InstantOut } from "./shared.ts";

export const WebhookEndpointOut: z.ZodType<WebhookEndpoint, WebhookEndpoint> = z.object({
  id: z.string(),
  url: z.string(),
  eventTypes: z.array(NoticeType).readonly(),
  createdAt: InstantOut,
  disabled: z.object({ at: InstantOut, reason: z.enum(DISABLED_REASONS) }).nullable(),
  heldUntil: InstantOut.nullable(),
  secrets: z.array(z.object({ createdAt: InstantOut, endsAt: InstantOut.nullable() })).readonly(),
  waiting: z.number(),
  lateSince: InstantOut.nullable(),
  failed: z.number(),
  lastSentAt: InstantOut.nullable(),
});

export const LoggedNoticeOut: z.ZodType<LoggedNotice, LoggedNotice> = z.object({
  id: z.string(),
  type: NoticeType,
  createdAt: InstantOut,
  dueAt: InstantOut,
  state: z.enum(NOTICE_STATES),
  settledAt: InstantOut.nullable(),
  attempts: z
    .array(
      z.object({
        attempt: z.number(),
        attemptedAt: InstantOut,
        tookMs: z.number(),
        outcome: z.enum(["sent", "failed"]),
        status: z.number().nullable(),
        response: z.string().nullable(),
      }),
    )
    .readonly(),
});
