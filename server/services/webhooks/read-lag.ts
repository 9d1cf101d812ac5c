import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import { type Instant, SECOND_MS } from "#server/domain/time.ts";

/** How far behind the telling is, over all webhooks. */
export interface WebhookLag {
  /** Notices that are due, or were tried before. */
  readonly waiting: number;
  /** How late the oldest of them is; 0: none is. */
  readonly lateSeconds: number;
  readonly endpoints: number;
  readonly disabledEndpoints: number;
}

/** Whoever asks more often gets the same answer: anybody may ask for the metrics. */
const FRESH_MS = 10 * SECOND_MS;

/** A lost connection may be silent for minutes, and metrics matter most then. */
const WAIT_MS = SECOND_MS;

const Row = z.object({
  waiting: z.coerce.number(),
  late: z.coerce.number(),
  endpoints: z.coerce.number(),
  disabled: z.coerce.number(),
});

export async function readLag(database: Database, now: Instant): Promise<WebhookLag> {
  const [row] = await selectRows(
    database,
    Row,
    sql`
      select late.waiting, coalesce(late.seconds, 0) as late, e.endpoints, e.disabled
      from (select count(*) as waiting, max(extract(epoch from ${now}::timestamptz - coalesce(
          (select min(d.attempted_at) from deliveries d where d.notice_id = n.id and d.attempt > n.attempts_before),
          n.due_at))) as seconds
        from notices n where n.state = 'waiting' and n.endpoint_id is not null
          and (n.due_at <= ${now}::timestamptz or n.attempts > n.attempts_before)) late,
        (select count(*) as endpoints, count(disabled_at) as disabled
          from webhook_endpoints where ended_at is null) e`,
  );
  return {
    waiting: row?.waiting ?? 0,
    lateSeconds: row?.late ?? 0,
    endpoints: row?.endpoints ?? 0,
    disabledEndpoints: row?.disabled ?? 0,
  };
}

/** What comes in time, else null. */
function inTime<T>(answer: Promise<T>): Promise<T | null> {
  const { promise: late, resolve } = Promise.withResolvers<null>();
  const timer = setTimeout(() => resolve(null), WAIT_MS);
  return Promise.race([answer, late]).finally(() => clearTimeout(timer));
}

/** Reads the lag for the metrics: at most once in ten seconds; null when the database does not answer within a second. */
export function createLagReader(
  database: Database,
  now: () => Instant,
): () => Promise<WebhookLag | null> {
  let last: { readonly atMs: number; readonly lag: Promise<WebhookLag | null> } | null = null;
  return () => {
    const atMs = performance.now();
    if (last === null || atMs - last.atMs > FRESH_MS) {
      last = { atMs, lag: readLag(database, now()).catch(() => null) };
    }
    return inTime(last.lag);
  };
}
