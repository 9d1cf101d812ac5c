/**
 * Versions: the reports that take each other's place, from the first to the newest. `reports.corrects_id` leads back; forward
 * leads the event by which a report was superseded, whose reason is the id of what took its place.
 *
 * Of one line at most one version stands in public and at most one waits for the desk: only the newest may be corrected.
 */
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { readInstant, readNullableInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import { REVIEW_STATES, type ReportDraft, type ReviewState } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import { asClaims, ReportRow, readSource, selectReports } from "./list-reports.ts";

export interface ReportVersionRow {
  readonly draft: ReportDraft;
  readonly review: ReviewState;
  readonly reason: string | null;
  readonly correctsId: string | null;
  readonly publishedAt: Instant | null;
  readonly withdrawnAt: Instant | null;
  readonly publishAt: Instant | null;
}

const Row = ReportRow.extend({
  state: z.enum(REVIEW_STATES),
  account_id: z.string().nullable(),
  corrects_id: z.string().nullable(),
});

function toVersion(row: z.output<typeof Row>): ReportVersionRow {
  return {
    draft: {
      id: row.id,
      crossingId: row.crossing_id,
      source: readSource(row),
      accountId: row.account_id,
      observedAt: readInstant(row.observed_at),
      receivedAt: readInstant(row.received_at),
      claims: asClaims(row.claims),
      note: row.note,
      links: row.links,
    },
    review: row.state,
    reason: row.reason,
    correctsId: row.corrects_id,
    publishedAt: readNullableInstant(row.published_at),
    withdrawnAt: readNullableInstant(row.withdrawn_at),
    publishAt: readNullableInstant(row.publish_at),
  };
}

async function readVersions(
  database: Database | Transaction,
  where: SQL,
): Promise<ReportVersionRow[]> {
  const rows = await selectRows(
    database,
    Row,
    sql`select q.*, x.corrects_id, x.account_id from (${selectReports(where)}) q
      cross join lateral (select corrects_id, account_id from reports
        where crossing_id = q.crossing_id and id = q.id limit 1) x`,
  );
  return rows.map(toVersion);
}

/** A stored report by its id; null when there is none. */
export async function findVersion(
  database: Database | Transaction,
  id: string,
): Promise<ReportVersionRow | null> {
  const [version] = await readVersions(database, sql`r.id = ${id}::uuid`);
  return version ?? null;
}

/** Every version of a report's line that can be reached from it, oldest first. */
export async function readLine(
  database: Database | Transaction,
  version: ReportVersionRow,
): Promise<ReportVersionRow[]> {
  const { crossingId, id } = version.draft;
  const next = (from: SQL) => sql`select e.reason::uuid as id from ${from} cross join lateral (
    select reason from review_events where crossing_id = ${crossingId} and report_id = n.id and state = 'superseded'
    limit 1) e`;
  const versions = await readVersions(
    database,
    sql`r.crossing_id = ${crossingId} and r.id in (
      with recursive up as (
        select id, corrects_id from reports where crossing_id = ${crossingId} and id = ${id}::uuid
        union all
        select r.id, r.corrects_id from up cross join lateral (select id, corrects_id from reports
          where crossing_id = ${crossingId} and id = up.corrects_id limit 1) r
      ), down as (${next(sql`up n`)} union ${next(sql`down n`)}),
      known as (select id from up union select id from down),
      waiting as (
        select r.id from known k
        cross join lateral (select id from reports where crossing_id = ${crossingId} and corrects_id = k.id) r
        cross join lateral (select state from report_states where crossing_id = ${crossingId} and report_id = r.id
          limit 1) s
        where s.state in ('received', 'in_review'))
      select id from known union select id from waiting)`,
  );
  return versions.toSorted((a, b) =>
    `${a.draft.receivedAt} ${a.draft.id}` < `${b.draft.receivedAt} ${b.draft.id}` ? -1 : 1,
  );
}

const waits = ({ review }: ReportVersionRow) => review === "received" || review === "in_review";
const stands = ({ review }: ReportVersionRow) => review === "published";

/** The version that may be corrected or retracted next: what waits, else what stands, else the last one. */
export function newestVersion(
  line: readonly ReportVersionRow[],
  fallback: ReportVersionRow,
): ReportVersionRow {
  return line.findLast(waits) ?? line.findLast(stands) ?? line.at(-1) ?? fallback;
}
