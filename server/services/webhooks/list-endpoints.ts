import { sql } from "drizzle-orm";
import { z } from "zod";
import { readInstant, readNullableInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import { DomainError } from "#server/domain/errors.ts";
import { NoticeType } from "#server/domain/notice.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { DISABLED_REASONS, type DisabledReason } from "./disable-endpoint.ts";
import { actingFirm } from "./webhook-firm.ts";

export interface WebhookEndpoint {
  readonly id: string;
  readonly url: string;
  /** None: all. */
  readonly eventTypes: readonly NoticeType[];
  readonly createdAt: Instant;
  readonly disabled: { readonly at: Instant; readonly reason: DisabledReason } | null;
  /** Nothing is sent before; null: no pause. */
  readonly heldUntil: Instant | null;
  /** Those that are valid, newest first. */
  readonly secrets: readonly { readonly createdAt: Instant; readonly endsAt: Instant | null }[];
  /** Notices that are late: due, or tried before. */
  readonly waiting: number;
  /** Since when the oldest of them is late; null: none is. */
  readonly lateSince: Instant | null;
  /** Notices of the last 30 days that failed and can be sent again. */
  readonly failed: number;
  readonly lastSentAt: Instant | null;
}

const Row = z.object({
  id: z.string(),
  url: z.string(),
  event_types: z.array(NoticeType),
  created_at: z.string(),
  disabled_at: z.string().nullable(),
  disabled_reason: z.enum(DISABLED_REASONS).nullable(),
  held_until: z.string().nullable(),
  secrets: z.array(z.object({ createdAt: z.string(), endsAt: z.string().nullable() })),
  waiting: z.coerce.number(),
  late_since: z.string().nullable(),
  failed: z.coerce.number(),
  last_sent_at: z.string().nullable(),
});

function toEndpoint(row: z.output<typeof Row>, now: Instant): WebhookEndpoint {
  const heldUntil = readNullableInstant(row.held_until);
  const { disabled_at: disabledAt, disabled_reason: reason } = row;
  return {
    id: row.id,
    url: row.url,
    eventTypes: row.event_types,
    createdAt: readInstant(row.created_at),
    disabled:
      disabledAt === null || reason === null ? null : { at: readInstant(disabledAt), reason },
    heldUntil: heldUntil !== null && heldUntil > now ? heldUntil : null,
    secrets: row.secrets.filter(({ endsAt }) => endsAt === null || endsAt > now),
    waiting: row.waiting,
    lateSince: readNullableInstant(row.late_since),
    failed: row.failed,
    lastSentAt: readNullableInstant(row.last_sent_at),
  };
}

/**
 * The endpoints of the actor's firm that have not been ended, oldest first, without their secrets.
 * @param input.firmId whose, when an admin asks
 * @throws DomainError `unauthenticated`, `forbidden`, `invalid` (an admin names no firm)
 */
export async function listEndpoints(
  ctx: ServiceContext,
  input: { readonly firmId?: string | undefined } = {},
): Promise<WebhookEndpoint[]> {
  const { firmId } = await actingFirm(ctx, "read", input.firmId ?? null);
  const { database, now } = ctx;
  const rows = await selectRows(
    database,
    Row,
    sql`
      select e.id, e.url, e.event_types, e.created_at::text, e.disabled_at::text, e.disabled_reason,
        e.held_until::text, e.secrets, late.waiting, late.since::text as late_since,
        (select count(*) from notices n where n.endpoint_id = e.id and n.state = 'failed'
          and n.created_at > ${now}::timestamptz - interval '30 days') as failed,
        (select max(n.settled_at)::text from notices n where n.endpoint_id = e.id and n.state = 'sent'
          and n.created_at > ${now}::timestamptz - interval '30 days') as last_sent_at
      from webhook_endpoints e cross join lateral (
        select count(*) as waiting, min(coalesce(
          (select min(d.attempted_at) from deliveries d where d.notice_id = n.id and d.attempt > n.attempts_before),
          n.due_at)) as since
        from notices n where n.endpoint_id = e.id and n.state = 'waiting'
          and (n.due_at <= ${now}::timestamptz or n.attempts > n.attempts_before)) late
      where e.firm_id = ${firmId}::uuid and e.ended_at is null
      order by e.created_at, e.id`,
  );
  return rows.map((row) => toEndpoint(row, now));
}

/**
 * An endpoint of the actor's firm that has not been ended.
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found`
 */
export async function getEndpoint(
  ctx: ServiceContext,
  { endpointId }: { readonly endpointId: string },
): Promise<WebhookEndpoint> {
  const endpoints = await listEndpoints(ctx);
  const endpoint = endpoints.find(({ id }) => id === endpointId.toLowerCase());
  if (endpoint !== undefined) return endpoint;
  throw new DomainError("not_found", "There is no such webhook; see the list of webhooks.");
}
