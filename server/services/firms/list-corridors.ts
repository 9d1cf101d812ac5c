import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { readInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import type { Corridor } from "#server/domain/corridor.ts";
import { MODES } from "#server/domain/crossing.ts";
import type { ServiceContext } from "../context.ts";
import { assertInFirm } from "./assert-in-firm.ts";

const Row = z.object({
  id: z.string(),
  name: z.string(),
  direction: z.string(),
  mode: z.enum(MODES),
  created_at: z.string(),
  crossing_ids: z.array(z.string()),
  delisted: z.array(
    z.object({ id: z.string(), name: z.string(), localNames: z.record(z.string(), z.string()) }),
  ),
});

/** The corridors of a firm that have not ended, oldest first. */
export async function readCorridors(
  database: Database | Transaction,
  firmId: string,
): Promise<Corridor[]> {
  const rows = await selectRows(
    database,
    Row,
    sql`select c.id, c.name, c.direction, c.mode, c.created_at::text,
        (select coalesce(jsonb_agg(o.crossing_id order by o.position), '[]')
          from corridor_crossings o where o.corridor_id = c.id) as crossing_ids,
        (select coalesce(jsonb_agg(jsonb_build_object('id', x.id, 'name', x.name, 'localNames', x.local_names)
            order by o.position), '[]')
          from corridor_crossings o join crossings x on x.id = o.crossing_id
          where o.corridor_id = c.id and not x.is_listed) as delisted
      from corridors c where c.firm_id = ${firmId}::uuid and c.ended_at is null order by c.created_at, c.id`,
  );
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    direction: row.direction,
    mode: row.mode,
    crossingIds: row.crossing_ids,
    delisted: row.delisted,
    createdAt: readInstant(row.created_at),
  }));
}

/**
 * The corridors of one's own firm.
 * @throws DomainError `unauthenticated`, `forbidden`
 */
export async function listCorridors(ctx: ServiceContext): Promise<{ corridors: Corridor[] }> {
  const { membership } = await assertInFirm(ctx, "firm.read");
  return { corridors: await readCorridors(ctx.database, membership.firmId) };
}
