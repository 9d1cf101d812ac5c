import { sql } from "drizzle-orm";
import { z } from "zod";
import { selectRows } from "#server/db/rows.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ServiceContext } from "../context.ts";
import { unseenIds } from "./list-unseen.ts";

const Row = z.object({ version: z.string() });

/**
 * A word that is another one whenever the desk has something else to show: a report came or was decided, a lock was
 * taken or ended, somebody wrote. Cheap: it counts what waits, and reads no report.
 * @throws DomainError `unauthenticated`, `forbidden`
 */
export async function getDeskVersion(ctx: ServiceContext): Promise<{ version: string }> {
  assertCan(ctx.actor, "report.review");
  const [row] = await selectRows(
    ctx.database,
    Row,
    sql`
      with waiting as materialized (
        select crossing_id, report_id, received_at from report_states
        where state in ('received', 'in_review') and publish_at is null)
      select md5(concat_ws(' ',
        (select concat_ws(' ', count(*), max(received_at), bit_xor(hashtextextended(report_id::text, 0))) from waiting),
        (select string_agg(concat_ws(' ', report_id, account_id, taken_at), ',' order by report_id)
          from report_locks where expires_at > ${ctx.now}::timestamptz),
        (select concat_ws(' ', count(*), max(m.at)) from waiting w
          join report_messages m on m.crossing_id = w.crossing_id and m.report_id = w.report_id),
        (select string_agg(concat_ws(' ', report_id, publish_at), ',' order by report_id) from report_states
          where state = 'in_review' and publish_at is not null),
        (select concat_ws(' ', count(*), bit_xor(hashtextextended(u.id::text, 0))) from (${unseenIds(ctx.now)}) u)
      )) as version`,
  );
  return { version: row?.version ?? "" };
}
