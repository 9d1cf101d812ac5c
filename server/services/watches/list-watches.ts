import { sql } from "drizzle-orm";
import { z } from "zod";
import { readNullableInstant } from "#server/db/instants.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { assertWatches } from "./assert-watches.ts";
import { readWatches, type StoredWatch } from "./watch-rows.ts";

export interface ListedWatch extends Omit<StoredWatch, "firmId" | "endedAt"> {
  /** When the last of its messages came to be that was taken, and how many were in the last 30 days. */
  readonly toldAt: Instant | null;
  readonly told: number;
  /** What of it waits to leave. */
  readonly waiting: number;
  /** Messages of the last 30 days that could not be sent. */
  readonly failed: number;
}

const CountRow = z.object({
  watch_id: z.string(),
  told_at: z.string().nullable(),
  told: z.coerce.number(),
  waiting: z.coerce.number(),
  failed: z.coerce.number(),
});

/**
 * The watches of one's own firm, oldest first.
 * @throws DomainError `unauthenticated`, `forbidden`
 */
export async function listWatches(ctx: ServiceContext): Promise<{ watches: ListedWatch[] }> {
  const { database, now } = ctx;
  const { membership } = await assertWatches(ctx, "firm.read");
  const stored = await readWatches(
    database,
    sql`w.firm_id = ${membership.firmId}::uuid and w.ended_at is null`,
  );
  const rows = await selectRows(
    database,
    CountRow,
    sql`select watch_id, max(created_at) filter (where state = 'sent')::text as told_at,
        count(*) filter (where state = 'waiting') as waiting,
        count(*) filter (where state = 'sent' and created_at > ${now}::timestamptz - interval '30 days') as told,
        count(*) filter (where state = 'failed' and created_at > ${now}::timestamptz - interval '30 days') as failed
      from notices where watch_id in (select jsonb_array_elements_text(${jsonParam(stored.map(({ id }) => id))})::uuid)
      group by watch_id`,
  );
  const counts = new Map(rows.map((row) => [row.watch_id, row]));
  return {
    watches: stored.map(({ firmId: _firm, endedAt: _ended, ...watch }) => {
      const row = counts.get(watch.id);
      return {
        ...watch,
        toldAt: readNullableInstant(row?.told_at ?? null),
        told: row?.told ?? 0,
        waiting: row?.waiting ?? 0,
        failed: row?.failed ?? 0,
      };
    }),
  };
}

/**
 * A watch of one's own firm that has not ended.
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found`
 */
export async function getWatch(
  ctx: ServiceContext,
  { watchId }: { readonly watchId: string },
): Promise<ListedWatch> {
  const { watches } = await listWatches(ctx);
  const watch = watches.find(({ id }) => id === watchId.toLowerCase());
  if (watch !== undefined) return watch;
  throw new DomainError("not_found", `Your firm has no watch ${watchId}; see the list of watches.`);
}
