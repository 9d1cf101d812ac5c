/**
 * Derives figures anew where reports were withdrawn: least and greatest can be added to, never taken from, so the hours and
 * days that they touched are summed up again from the claims that still stand.
 */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#server/db/client.ts";
import { readInstant } from "#server/db/instants.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import { SOURCE_KINDS } from "#server/domain/source.ts";
import { addMs, type Instant } from "#server/domain/time.ts";
import { FIGURE_REACH_MS } from "../status/load-reports.ts";
import {
  type Bucket,
  bucketKey,
  type CountedReport,
  newestRows,
  storeBuckets,
  storeNewest,
  toBuckets,
} from "./count-figures.ts";
import { asClaims } from "./list-reports.ts";

const Row = z.object({
  crossing_id: z.string(),
  report_id: z.string(),
  observed_at: z.string(),
  body: z.unknown(),
  source_id: z.string(),
  source_kind: z.enum(SOURCE_KINDS),
  source_name: z.string(),
  source_party: z.string().nullable(),
});

const toCounted = (row: z.output<typeof Row>): CountedReport => ({
  id: row.report_id,
  crossingId: row.crossing_id,
  observedAt: readInstant(row.observed_at),
  source: {
    id: row.source_id,
    kind: row.source_kind,
    name: row.source_name,
    party: row.source_party,
  },
  claims: asClaims([row.body]),
});

const CLAIM =
  sql.raw(`c.crossing_id, c.report_id, c.observed_at::text, c.body, o.id as source_id, o.kind as source_kind,
  o.name as source_name, o.party as source_party`);
const STANDS = sql.raw(`s.published_at is not null and s.withdrawn_at is null`);

/** What still stands in the spans of these buckets, oldest first. */
async function readStanding(tx: Transaction, buckets: readonly Bucket[]): Promise<CountedReport[]> {
  const rows = await selectRows(
    tx,
    Row,
    sql`select ${CLAIM}
      from (select distinct crossing_id, metric, bucket_at, grain from jsonb_to_recordset(${jsonParam(buckets)})
        as x(crossing_id text, metric text, bucket_at timestamptz, grain integer)) b
      join claims c on c.crossing_id = b.crossing_id and c.kind = 'count' and c.metric = b.metric
        and c.observed_at >= b.bucket_at and c.observed_at < b.bucket_at + make_interval(mins => b.grain)
      cross join lateral (select * from report_states where crossing_id = c.crossing_id and report_id = c.report_id
        limit 1) s
      join sources o on o.id = s.source_id
      where ${STANDS}
      group by c.crossing_id, c.report_id, c.ordinal, o.id
      order by c.observed_at, c.report_id, c.ordinal`,
  );
  return rows.map(toCounted);
}

async function deriveBuckets(tx: Transaction, withdrawn: readonly CountedReport[]): Promise<void> {
  const touched = toBuckets(withdrawn);
  if (touched.length === 0) return;
  await tx.execute(sql`
    delete from figure_buckets b
    using jsonb_to_recordset(${jsonParam(touched)}) as x(crossing_id text, metric text, place text, grain smallint,
      bucket_at timestamptz)
    where b.crossing_id = x.crossing_id and b.metric = x.metric and b.place = x.place and b.grain = x.grain
      and b.bucket_at = x.bucket_at`);
  const keys = new Set(touched.map(bucketKey));
  const anew = toBuckets(await readStanding(tx, touched));
  await storeBuckets(
    tx,
    anew.filter((bucket) => keys.has(bucketKey(bucket))),
  );
}

/** The next newest of the same source; what lies farther back than any figure reaches is not looked for. */
async function deriveNewest(
  tx: Transaction,
  withdrawn: readonly CountedReport[],
  now: Instant,
): Promise<void> {
  const gone = newestRows(withdrawn);
  if (gone.length === 0) return;
  await tx.execute(sql`
    delete from newest_figures n
    using jsonb_to_recordset(${jsonParam(gone)}) as x(crossing_id text, metric text, place text, source_id text,
      report_id uuid)
    where n.crossing_id = x.crossing_id and n.metric = x.metric and n.place = x.place
      and n.source_id = x.source_id and n.report_id = x.report_id`);
  const rows = await selectRows(
    tx,
    Row,
    sql`select f.* from jsonb_to_recordset(${jsonParam(gone)}) as x(crossing_id text, metric text, place text,
        source_id text)
      cross join lateral (
        select ${CLAIM} from claims c
        cross join lateral (select * from report_states where crossing_id = c.crossing_id
          and report_id = c.report_id limit 1) s
        join sources o on o.id = s.source_id
        where c.crossing_id = x.crossing_id and c.kind = 'count' and c.metric = x.metric
          and coalesce(c.side, c.lane, '') = x.place and s.source_id = x.source_id and ${STANDS}
          and c.observed_at >= ${addMs(now, -FIGURE_REACH_MS)}::timestamptz
        order by c.observed_at desc, c.report_id desc limit 1) f`,
  );
  await storeNewest(tx, newestRows(rows.map(toCounted)));
}

/** Sums up anew what withdrawn reports had been counted in. They, and what takes their place, have their states already. */
export async function deriveFigures(
  tx: Transaction,
  withdrawn: readonly CountedReport[],
  now: Instant,
): Promise<void> {
  await deriveBuckets(tx, withdrawn);
  await deriveNewest(tx, withdrawn, now);
}
