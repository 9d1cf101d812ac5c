/** A figure over time: summed-up buckets for the lines, the newest claims for the points. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import { readInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import { SourceLinkRow } from "#server/db/source-link.ts";
import type { CountClaim, Metric } from "#server/domain/claim.ts";
import type { CountryCode, CrossingId } from "#server/domain/crossing.ts";
import {
  type HistoryPoint,
  type HistorySeries,
  MAX_HISTORY_POINTS,
} from "#server/domain/history.ts";
import { invalidField } from "#server/domain/parse-input.ts";
import { SOURCE_KINDS } from "#server/domain/source.ts";
import type { FigureClaim } from "#server/domain/status.ts";
import { addMs, DAY_MS, HOUR_MS, type Instant, MINUTE_MS, msBetween } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { getRegistered } from "./find-crossings.ts";
import { pointsKnownThen, standing } from "./points-known-then.ts";

export interface HistoryInput {
  readonly slug: CrossingId;
  readonly metric: Metric;
  /** null: the figures for the crossing as a whole. */
  readonly side: CountryCode | null;
  readonly from: Instant;
  readonly to: Instant;
  /** Wished bucket in minutes; widened when it would give more than `MAX_HISTORY_POINTS`. */
  readonly bucketMinutes: number | null;
  /** Only what the public knew at this instant; absent or null: what is known now. */
  readonly knownAt?: Instant | null;
}

const PointRow = z.object({
  i: z.number(),
  low: z.number(),
  high: z.number().nullable(),
  best: z.number().nullable(),
});

const ClaimRow = z.object({
  report_id: z.string(),
  observed_at: z.string(),
  body: z.unknown(),
  links: z.array(SourceLinkRow),
  source_id: z.string(),
  source_kind: z.enum(SOURCE_KINDS),
  source_name: z.string(),
  source_party: z.string().nullable(),
});

/** Rows of kind `count` hold a count claim; both are written together by insertReports. */
const asCount = (body: unknown): CountClaim => body as CountClaim;

function toFigureClaim(row: z.output<typeof ClaimRow>): FigureClaim {
  const { low, best, high, basis, asGiven, what, period } = asCount(row.body);
  return {
    reportId: row.report_id,
    source: {
      id: row.source_id,
      kind: row.source_kind,
      name: row.source_name,
      party: row.source_party,
    },
    low,
    best,
    high,
    basis,
    asGiven,
    what,
    observedAt: readInstant(row.observed_at),
    period,
    links: row.links,
  };
}

/** The width of a bucket: as wished, whole hours, and never more buckets than a chart can use. */
function bucketMs(input: HistoryInput): number {
  const span = msBetween(input.from, input.to);
  const least = Math.ceil(span / MAX_HISTORY_POINTS / HOUR_MS) * HOUR_MS;
  const wished = Math.ceil(((input.bucketMinutes ?? 0) * MINUTE_MS) / HOUR_MS) * HOUR_MS;
  const ms = Math.max(least, wished, HOUR_MS);
  return ms <= DAY_MS ? ms : Math.ceil(ms / DAY_MS) * DAY_MS;
}

/**
 * A metric over `[from, to)`, in at most `MAX_HISTORY_POINTS` buckets whatever the span.
 * @throws DomainError `not_found`; `invalid` when `from` is not before `to`
 */
export async function getHistory(ctx: ServiceContext, input: HistoryInput): Promise<HistorySeries> {
  const { database } = ctx;
  const { metric, side, from, to } = input;
  const crossing = await getRegistered(database, input.slug, ctx.now);
  if (from >= to) {
    throw invalidField({ path: "from", message: "must lie before to; swap them" });
  }
  const ms = bucketMs(input);
  const grain = ms < DAY_MS ? HOUR_MS / MINUTE_MS : DAY_MS / MINUTE_MS;
  const knownAt = input.knownAt ?? null;
  const view = { crossingId: crossing.id, metric, side, from, to, bucketMs: ms };
  const pointsQuery =
    knownAt === null
      ? sql`select floor(extract(epoch from bucket_at - ${from}::timestamptz) * 1000 / ${ms}::float8)::int as i,
          min(low)::int as low, case when bool_or(high is null) then null else max(high)::int end as high,
          (array_agg(best order by best_observed_at desc) filter (where best is not null))[1] as best
        from figure_buckets
        where crossing_id = ${crossing.id} and metric = ${metric} and place = ${side ?? ""} and grain = ${grain}
          and bucket_at >= ${from}::timestamptz and bucket_at < ${to}::timestamptz
        group by 1`
      : pointsKnownThen({ ...view, grainMinutes: grain }, knownAt);
  const [rows, claims] = await Promise.all([
    selectRows(database, PointRow, pointsQuery),
    selectRows(
      database,
      ClaimRow,
      sql`select c.report_id, c.observed_at::text, c.body, r.links,
          o.id as source_id, o.kind as source_kind, o.name as source_name, o.party as source_party
        from claims c
        join report_states s on s.crossing_id = c.crossing_id and s.report_id = c.report_id
        join reports r on r.crossing_id = c.crossing_id and r.id = c.report_id
        join sources o on o.id = r.source_id
        where c.crossing_id = ${crossing.id} and c.kind = 'count' and c.metric = ${metric}
          and c.side is not distinct from ${side}::text and c.lane is null
          and c.observed_at >= ${from}::timestamptz and c.observed_at < ${to}::timestamptz
          and ${standing(knownAt)}
        order by c.observed_at desc limit ${MAX_HISTORY_POINTS}`,
    ),
  ]);
  const byIndex = new Map(rows.map((row) => [row.i, row]));
  const count = Math.min(MAX_HISTORY_POINTS, Math.ceil(msBetween(from, to) / ms));
  const points = Array.from({ length: count }, (_, i): HistoryPoint => {
    const row = byIndex.get(i);
    return {
      at: addMs(from, i * ms),
      low: row?.low ?? null,
      best: row?.best ?? null,
      high: row?.high ?? null,
    };
  });
  return {
    metric,
    side,
    from,
    to,
    bucketMinutes: ms / MINUTE_MS,
    points,
    claims: claims.reverse().map(toFigureClaim),
  };
}
