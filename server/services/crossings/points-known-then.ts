import { type SQL, sql } from "drizzle-orm";
import type { Metric } from "#server/domain/claim.ts";
import type { CountryCode, CrossingId } from "#server/domain/crossing.ts";
import type { Instant } from "#server/domain/time.ts";

export interface PointsView {
  readonly crossingId: CrossingId;
  readonly metric: Metric;
  readonly side: CountryCode | null;
  readonly from: Instant;
  readonly to: Instant;
  readonly bucketMs: number;
  readonly grainMinutes: number;
}

/** Which reports a view may use: those that stand today, or those that stood for the public at an instant. */
export function standing(knownAt: Instant | null): SQL {
  return knownAt === null
    ? sql`s.published_at is not null and s.withdrawn_at is null`
    : sql`s.published_at <= ${knownAt}::timestamptz
        and (s.withdrawn_at is null or s.withdrawn_at > ${knownAt}::timestamptz)`;
}

/**
 * The points of a history from the claims themselves, as they were known at an instant: the summed-up buckets hold
 * what is known now. Same columns and same rules as figure_buckets (count-figures.ts); its cost grows with the claims.
 */
export function pointsKnownThen(view: PointsView, knownAt: Instant): SQL {
  const grain = sql`make_interval(mins => ${view.grainMinutes}::int)`;
  return sql`select floor(extract(epoch from t.bucket_at - ${view.from}::timestamptz) * 1000 / ${view.bucketMs}::float8)::int as i,
      min(t.low)::int as low, case when bool_or(t.high is null) then null else max(t.high)::int end as high,
      (array_agg(t.best order by t.observed_at desc) filter (where t.best is not null))[1] as best
    from (
      select c.low, c.high, c.observed_at, date_bin(${grain}, c.observed_at, '1970-01-01T00:00:00Z') as bucket_at,
        case when c.body ->> 'basis' = 'counted' and o.party is null
          then coalesce(c.best, case when c.low = c.high then c.low end) end as best
      from claims c
      join report_states s on s.crossing_id = c.crossing_id and s.report_id = c.report_id
      join sources o on o.id = s.source_id
      where c.crossing_id = ${view.crossingId} and c.kind = 'count' and c.metric = ${view.metric}
        and c.side is not distinct from ${view.side}::text and c.lane is null and ${standing(knownAt)}
        and coalesce(c.body -> 'period' ->> 'precision', 'instant') not in ('week', 'month', 'year')
    ) t
    where t.bucket_at >= ${view.from}::timestamptz and t.bucket_at < ${view.to}::timestamptz
    group by 1`;
}
