import { sql } from "drizzle-orm";
import { z } from "zod";
import { readInstant, readNullableInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import { DomainError } from "#server/domain/errors.ts";
import { NOTICE_STATES, type NoticeState, NoticeType } from "#server/domain/notice.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { actingFirm } from "./webhook-firm.ts";

export interface NoticeAttempt {
  readonly attempt: number;
  readonly attemptedAt: Instant;
  readonly tookMs: number;
  readonly outcome: "sent" | "failed";
  /** HTTP status; null: no answer. */
  readonly status: number | null;
  /** The beginning of the answer, or why there was none. */
  readonly response: string | null;
}

export interface LoggedNotice {
  /** The `webhook-id`. */
  readonly id: string;
  readonly type: NoticeType;
  readonly createdAt: Instant;
  /** Of what waits: not before. */
  readonly dueAt: Instant;
  readonly state: NoticeState;
  readonly settledAt: Instant | null;
  /** Oldest first. */
  readonly attempts: readonly NoticeAttempt[];
}

const Attempt = z.object({
  attempt: z.number(),
  attemptedAt: z.string(),
  tookMs: z.number(),
  outcome: z.enum(["sent", "failed"]),
  status: z.number().nullable(),
  response: z.string().nullable(),
});

const Row = z.object({
  id: z.string(),
  type: NoticeType,
  created_at: z.string(),
  due_at: z.string(),
  state: z.enum(NOTICE_STATES),
  settled_at: z.string().nullable(),
  attempts: z.array(Attempt),
});

/**
 * The log of one endpoint, newest first; also of one that has been ended.
 * @param input.before the last notice of the page before, to go on from it
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found`
 */
export async function listNotices(
  ctx: ServiceContext,
  input: { readonly endpointId: string; readonly before: string | null; readonly limit: number },
): Promise<LoggedNotice[]> {
  const { database } = ctx;
  const { endpointId, before, limit } = input;
  const [endpoint] = await selectRows(
    database,
    z.object({ firm_id: z.string() }),
    sql`select firm_id from webhook_endpoints where id = ${endpointId}::uuid`,
  );
  // Where there is none, its id stands for a firm that is nobody's: each hears what they would of another firm's.
  await actingFirm(ctx, "read", endpoint?.firm_id ?? endpointId);
  if (endpoint === undefined) {
    throw new DomainError("not_found", "There is no such webhook; see the list of webhooks.");
  }
  const after =
    before === null
      ? sql`true`
      : sql`(n.created_at, n.id) < (select created_at, id from notices where id = ${before}::uuid)`;
  const rows = await selectRows(
    database,
    Row,
    sql`
      select n.id, n.type, n.created_at::text, n.due_at::text, n.state, n.settled_at::text,
        coalesce((select json_agg(json_build_object('attempt', d.attempt, 'attemptedAt', d.attempted_at::text,
          'tookMs', d.took_ms, 'outcome', d.outcome, 'status', d.status, 'response', d.response) order by d.attempt)
          from deliveries d where d.notice_id = n.id), '[]') as attempts
      from notices n where n.endpoint_id = ${endpointId}::uuid and ${after}
      order by n.created_at desc, n.id desc limit ${limit}`,
  );
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    createdAt: readInstant(row.created_at),
    dueAt: readInstant(row.due_at),
    state: row.state,
    settledAt: readNullableInstant(row.settled_at),
    attempts: row.attempts.map((one) => ({ ...one, attemptedAt: readInstant(one.attemptedAt) })),
  }));
}
