/** Notices with each attempt to deliver them, as logs show them. */
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { readInstant, readNullableInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import { NOTICE_STATES, type NoticeState, NoticeType } from "#server/domain/notice.ts";
import type { Instant } from "#server/domain/time.ts";

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
  /** Null: a test. */
  readonly watchId: string | null;
  /** Null: by mail, or only in the feed. */
  readonly endpointId: string | null;
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
  watch_id: z.string().nullable(),
  endpoint_id: z.string().nullable(),
  created_at: z.string(),
  due_at: z.string(),
  state: z.enum(NOTICE_STATES),
  settled_at: z.string().nullable(),
  attempts: z.array(Attempt),
});

/** Notices newest first; `n` is the table. */
export async function readNotices(
  database: Database,
  { where, limit }: { readonly where: SQL; readonly limit: number },
): Promise<LoggedNotice[]> {
  const rows = await selectRows(
    database,
    Row,
    sql`
      select n.id, n.type, n.watch_id, n.endpoint_id, n.created_at::text, n.due_at::text, n.state, n.settled_at::text,
        coalesce((select json_agg(json_build_object('attempt', d.attempt, 'attemptedAt', d.attempted_at::text,
          'tookMs', d.took_ms, 'outcome', d.outcome, 'status', d.status, 'response', d.response) order by d.attempt)
          from deliveries d where d.notice_id = n.id), '[]') as attempts
      from notices n where ${where} order by n.created_at desc, n.id desc limit ${limit}`,
  );
  return rows.map((row) => ({
    id: row.id,
    type: row.type,
    watchId: row.watch_id,
    endpointId: row.endpoint_id,
    createdAt: readInstant(row.created_at),
    dueAt: readInstant(row.due_at),
    state: row.state,
    settledAt: readNullableInstant(row.settled_at),
    attempts: row.attempts.map((one) => ({ ...one, attemptedAt: readInstant(one.attemptedAt) })),
  }));
}
