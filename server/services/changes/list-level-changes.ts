import { sql } from "drizzle-orm";
import { selectRows } from "#server/db/rows.ts";
import type { Change } from "#server/domain/change.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { ServiceContext } from "../context.ts";
import { getRegistered } from "../crossings/find-crossings.ts";
import { ChangeRow, toChange } from "./list-changes.ts";

/** How far back an alert is followed, in changes of its crossing's level; an older one is told as if it began anew. */
const FOLLOWED = 200;

/** The last changes of each crossing's alert level, in order of their sequence. */
export async function listLevelChanges(
  { database, now }: ServiceContext,
  { slug }: { readonly slug: CrossingId | null },
): Promise<{ changes: Change[] }> {
  if (slug !== null) await getRegistered(database, slug, now);
  const only = slug === null ? sql`` : sql`where c.id = ${slug}`;
  // Within the lateral, in the words of the index `changes_of_levels`: nothing else of a crossing is read.
  const rows = await selectRows(
    database,
    ChangeRow,
    sql`select l.id, l.crossing_id, l.sequence, l.at::text, l.observed_at::text, l.report_id, l.details,
        l.transaction::text
      from crossings c cross join lateral (
        select * from changes where crossing_id = c.id and details @> '[{"kind": "level"}]'::jsonb
        order by sequence desc limit ${sql.raw(String(FOLLOWED))}) l
      ${only}
      order by l.crossing_id, l.sequence`,
  );
  return { changes: rows.map(toChange) };
}
