/**
 * Published reports of any span, some at a time: however many there are, only one batch of them is in memory.
 *
 * Each batch is a query of its own that goes on after the last report of the one before (keyset), and not a cursor of
 * Postgres: a reader on a slow line takes hours, and would hold a connection and an old view of every table for as long.
 * Reports are never changed, so batches fit together; what is published meanwhile, behind the place reached, is left out.
 */
import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { Known } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { getRegistered, listCrossings } from "../crossings/find-crossings.ts";
import { findCorrections } from "./find-corrections.ts";
import { type PublicReport, ReportRow, toPublic } from "./list-reports.ts";

/** A hundred KB of rows. Of a thousand, most outlived the collections of young objects, and waited for one of old ones. */
export const BATCH = 250;

export interface StreamInput {
  /** null: every crossing, one after the other. */
  readonly slug: CrossingId | null;
  /** Reports observed in `[from, to)`. */
  readonly from: Instant | null;
  readonly to: Instant | null;
  /** As `asOf`; null: now. */
  readonly at: Instant | null;
  readonly known: Known;
}

interface Last {
  readonly observed: string;
  readonly id: string;
}

function wanted(input: StreamInput, at: Instant): SQL {
  const where = [
    sql`s.published_at is not null`,
    sql`s.state in ('published', 'retracted', 'superseded')`,
    sql`s.observed_at <= ${at}::timestamptz`,
  ];
  if (input.from !== null) where.push(sql`s.observed_at >= ${input.from}::timestamptz`);
  if (input.to !== null) where.push(sql`s.observed_at < ${input.to}::timestamptz`);
  if (input.known === "then") where.push(sql`s.published_at <= ${at}::timestamptz`);
  return sql.join(where, sql` and `);
}

/** The batch's places are found first, by their index alone: so Postgres never sorts or joins more than a batch. */
function selectBatch(crossingId: CrossingId, where: SQL, last: Last | null): SQL {
  const after =
    last === null
      ? sql``
      : sql`and s.observed_at >= ${last.observed}::timestamptz
          and (s.observed_at, s.report_id) > (${last.observed}::timestamptz, ${last.id}::uuid)`;
  // Not a parameter: the generic plan would be made for a tenth of the table.
  const limit = sql.raw(String(BATCH));
  return sql`with s as materialized (
      select * from report_states s where s.crossing_id = ${crossingId} and ${where} ${after}
      order by s.observed_at, s.report_id limit ${limit})
    select r.id, r.crossing_id, r.links, r.claims, null as note, r.via, null as device_clock,
      s.observed_at::text, s.received_at::text, s.published_at::text, s.withdrawn_at::text, null as publish_at,
      s.state, null as reason, null as account_name,
      o.id as source_id, o.kind as source_kind, o.name as source_name, o.party as source_party,
      r.corrects_id is not null as is_correction
    from s
    join reports r on r.crossing_id = s.crossing_id and r.id = s.report_id
    join sources o on o.id = r.source_id
    order by s.observed_at, s.report_id`;
}

const BatchRow = ReportRow.extend({ is_correction: z.boolean() });

async function* streamCrossing(
  database: Database,
  crossingId: CrossingId,
  { where, hiddenFrom }: { readonly where: SQL; readonly hiddenFrom: Instant | null },
): AsyncGenerator<PublicReport[]> {
  let last: Last | null = null;
  for (;;) {
    const rows: z.output<typeof BatchRow>[] = await selectRows(
      database,
      BatchRow,
      selectBatch(crossingId, where, last),
    );
    const linked = rows.filter((row) => row.is_correction || row.state === "superseded");
    const links =
      linked.length === 0
        ? new Map()
        : await findCorrections(
            database,
            crossingId,
            linked.map(({ id }) => id),
          );
    if (rows.length > 0) {
      yield rows
        .map((row) => toPublic(row, links.get(row.id)))
        // A withdrawal that came later was not known then.
        .map((one) =>
          hiddenFrom !== null && one.withdrawnAt !== null && one.withdrawnAt > hiddenFrom
            ? { ...one, withdrawnAt: null, correctedById: null }
            : one,
        );
    }
    const end = rows.at(-1);
    if (end === undefined || rows.length < BATCH) return;
    last = { observed: end.observed_at, id: end.id };
  }
}

/**
 * Published reports in batches of at most `BATCH`: crossing by crossing, each from its oldest report on.
 * The next batch is read when the one before has been taken.
 * @throws DomainError `not_found` for an unknown crossing, before the first batch
 */
export async function* streamReports(
  { database, now }: ServiceContext,
  input: StreamInput,
): AsyncGenerator<PublicReport[]> {
  const crossings =
    input.slug === null
      ? await listCrossings(database, now)
      : [await getRegistered(database, input.slug, now)];
  const at = input.at ?? now;
  const how = { where: wanted(input, at), hiddenFrom: input.known === "then" ? at : null };
  for (const { id } of crossings) yield* streamCrossing(database, id, how);
}
