import { sql } from "drizzle-orm";
import { z } from "zod";
import { readInstant, readNullableInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { AlertOverride } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";

const MAX_LISTED = 100;

const Row = z.object({
  crossing_id: z.string(),
  id: z.string(),
  level: z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3), z.literal(4)]),
  reason: z.string(),
  made_at: z.string(),
  expires_at: z.string(),
  withdrawn_at: z.string().nullable(),
  made_by: z.string(),
});

export interface ListedOverride extends AlertOverride {
  readonly crossingId: string;
  readonly id: string;
  readonly madeAt: Instant;
  readonly withdrawnAt: Instant | null;
  /** Name of who set it; for the desk alone. */
  readonly madeBy: string;
}

/**
 * The newest overrides, newest first.
 * @throws DomainError `unauthenticated`, `forbidden`
 */
export async function listOverrides(ctx: ServiceContext): Promise<{ overrides: ListedOverride[] }> {
  assertCan(ctx.actor, "alert.override");
  const rows = await selectRows(
    ctx.database,
    Row,
    sql`select o.crossing_id, o.id, o.level, o.reason, o.made_at::text, o.expires_at::text, o.withdrawn_at::text,
        a.name as made_by
      from alert_overrides o join accounts a on a.id = o.made_by
      order by o.made_at desc, o.id limit ${sql.raw(String(MAX_LISTED))}`,
  );
  return {
    overrides: rows.map((row) => ({
      crossingId: row.crossing_id,
      id: row.id,
      level: row.level,
      reason: row.reason,
      madeAt: readInstant(row.made_at),
      expiresAt: readInstant(row.expires_at),
      withdrawnAt: readNullableInstant(row.withdrawn_at),
      madeBy: row.made_by,
    })),
  };
}
