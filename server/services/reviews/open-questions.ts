import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { readInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { Instant } from "#server/domain/time.ts";

const MAX_LISTED = 10;

/** What the desk asked last about a report, and has no answer to. */
export interface OpenQuestion {
  readonly reportId: string;
  readonly crossingId: CrossingId;
  readonly text: string;
  readonly at: Instant;
}

const Row = z.object({
  report_id: z.string(),
  crossing_id: z.string(),
  text: z.string(),
  at: z.string(),
});

/** The questions that wait for an account's answer, newest first; none about a report that has been decided. */
export async function listOpenQuestions(
  database: Database,
  accountId: string,
): Promise<OpenQuestion[]> {
  const rows = await selectRows(
    database,
    Row,
    sql`select s.report_id, s.crossing_id, m.text, m.at::text
      from reports r
      join report_states s on s.crossing_id = r.crossing_id and s.report_id = r.id
      cross join lateral (select is_from_desk, text, at from report_messages
        where crossing_id = r.crossing_id and report_id = r.id order by at desc, id desc limit 1) m
      where r.account_id = ${accountId}::uuid and s.state = 'in_review' and m.is_from_desk
      order by m.at desc, s.report_id limit ${sql.raw(String(MAX_LISTED))}`,
  );
  return rows.map((row) => ({
    reportId: row.report_id,
    crossingId: row.crossing_id,
    text: row.text,
    at: readInstant(row.at),
  }));
}
