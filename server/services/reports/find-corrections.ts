import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";

export interface PublicLinks {
  /** The nearest version before it that was public. */
  readonly correctsId: string | null;
  /** What took its place in public. */
  readonly correctedById: string | null;
}

const Row = z.object({
  id: z.string(),
  corrects: z.string().nullable(),
  corrected_by: z.string().nullable(),
});

/** Which public reports took each other's place; versions that never were public are passed over. By id. */
export async function findCorrections(
  database: Database,
  crossingId: string,
  ids: readonly string[],
): Promise<Map<string, PublicLinks>> {
  const rows = await selectRows(
    database,
    Row,
    sql`select p.id, (
        with recursive up as (
          select corrects_id as id from (select corrects_id from reports
            where crossing_id = ${crossingId} and id = p.id limit 1) r where corrects_id is not null
          union all
          select r.corrects_id from up cross join lateral (select corrects_id from reports
            where crossing_id = ${crossingId} and id = up.id limit 1) r
          where r.corrects_id is not null and not exists (select from report_states
            where crossing_id = ${crossingId} and report_id = up.id and published_at is not null))
        select up.id from up where exists (select from report_states
          where crossing_id = ${crossingId} and report_id = up.id and published_at is not null) limit 1
      )::text as corrects,
      (select reason from review_events where crossing_id = ${crossingId} and report_id = p.id
        and state = 'superseded' limit 1) as corrected_by
      from (select jsonb_array_elements_text(${jsonParam(ids)})::uuid as id) p`,
  );
  return new Map(
    rows.map((row) => [row.id, { correctsId: row.corrects, correctedById: row.corrected_by }]),
  );
}
