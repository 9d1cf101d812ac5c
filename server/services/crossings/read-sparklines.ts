/** Thirty days of stranded people or trucks per crossing, a point a day. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { readInstant } from "#server/db/instants.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import type { Metric } from "#server/domain/claim.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { HistoryPoint } from "#server/domain/history.ts";
import type { Known } from "#server/domain/report.ts";
import { addMs, DAY_MS, fromMs, type Instant, toMs } from "#server/domain/time.ts";

export const SPARKLINE_DAYS = 30;

export interface Sparkline {
  readonly metric: Metric;
  readonly points: readonly HistoryPoint[];
}

const STRANDED = ["people_stranded", "trucks_stranded"] as const;

const Row = z.object({
  crossing_id: z.string(),
  metric: z.enum(STRANDED),
  day: z.string(),
  low: z.number(),
  high: z.number().nullable(),
});
type Row = z.output<typeof Row>;

const dayOf = (at: Instant): Instant => fromMs(Math.floor(toMs(at) / DAY_MS) * DAY_MS);

function query(view: { crossingIds: readonly CrossingId[]; at: Instant; known: Known }) {
  const from = addMs(dayOf(view.at), -(SPARKLINE_DAYS - 1) * DAY_MS);
  const ids = jsonParam(view.crossingIds);
  if (view.known === "now") {
    return sql`select crossing_id, metric, bucket_at::text as day, min(low)::int as low,
        case when bool_or(high is null) then null else max(high)::int end as high
      from figure_buckets
      where crossing_id in (select jsonb_array_elements_text(${ids})) and grain = 1440
        and metric in ('people_stranded', 'trucks_stranded')
        and bucket_at >= ${from}::timestamptz and bucket_at <= ${view.at}::timestamptz
      group by 1, 2, 3`;
  }
  return sql`select c.crossing_id, c.metric, date_trunc('day', c.observed_at, 'UTC')::text as day,
      min(c.low)::int as low, case when bool_or(c.high is null) then null else max(c.high)::int end as high
    from claims c join report_states s on s.crossing_id = c.crossing_id and s.report_id = c.report_id
    where c.crossing_id in (select jsonb_array_elements_text(${ids})) and c.kind = 'count'
      and c.metric in ('people_stranded', 'trucks_stranded')
      and c.observed_at >= ${from}::timestamptz and c.observed_at <= ${view.at}::timestamptz
      and s.published_at <= ${view.at}::timestamptz
      and (s.withdrawn_at is null or s.withdrawn_at > ${view.at}::timestamptz)
    group by 1, 2, 3`;
}

function toSparkline(rows: readonly Row[], at: Instant): Sparkline | null {
  const byMetric = STRANDED.map((metric) => rows.filter((row) => row.metric === metric));
  const most = byMetric.reduce((a, b) => (b.length > a.length ? b : a));
  const [first] = most;
  if (first === undefined) return null;
  const byDay = new Map(most.map((row) => [readInstant(row.day), row]));
  const from = addMs(dayOf(at), -(SPARKLINE_DAYS - 1) * DAY_MS);
  const points = Array.from({ length: SPARKLINE_DAYS }, (_, i): HistoryPoint => {
    const day = addMs(from, i * DAY_MS);
    const row = byDay.get(day);
    return { at: day, low: row?.low ?? null, best: null, high: row?.high ?? null };
  });
  return { metric: first.metric, points };
}

/** Crossings without a single figure in the thirty days are left out. */
export async function readSparklines(
  database: Database,
  view: { crossingIds: readonly CrossingId[]; at: Instant; known: Known },
): Promise<Map<CrossingId, Sparkline>> {
  const rows = await selectRows(database, Row, query(view));
  const lines = new Map<CrossingId, Sparkline>();
  for (const [crossingId, ofCrossing] of Map.groupBy(rows, (row) => row.crossing_id)) {
    const line = toSparkline(ofCrossing, view.at);
    if (line !== null) lines.set(crossingId, line);
  }
  return lines;
}
