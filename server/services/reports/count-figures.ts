/** Sums up published count claims per hour and day, for history charts of any span (figure_buckets). */
import { sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { jsonParam } from "#server/db/rows.ts";
import type { CountClaim } from "#server/domain/claim.ts";
import type { ReportDraft } from "#server/domain/report.ts";
import { DAY_MS, fromMs, HOUR_MS, isToTheDay, MINUTE_MS, toMs } from "#server/domain/time.ts";

const GRAINS = [
  { grain: HOUR_MS / MINUTE_MS, ms: HOUR_MS },
  { grain: DAY_MS / MINUTE_MS, ms: DAY_MS },
];

/** What figures are made of: a report with its counts. */
export type CountedReport = Pick<
  ReportDraft,
  "id" | "crossingId" | "source" | "observedAt" | "claims"
>;

/** A claim that speaks for no party and was counted may stand as the best line (rule 2). */
function bestOf(report: CountedReport, claim: CountClaim): number | null {
  if (claim.basis !== "counted" || report.source.party !== null) return null;
  return claim.best ?? (claim.low === claim.high ? claim.low : null);
}

export interface Bucket {
  readonly crossing_id: string;
  readonly metric: string;
  readonly place: string;
  readonly grain: number;
  readonly bucket_at: string;
  low: number;
  best: number | null;
  best_observed_at: string | null;
  high: number | null;
  claims: number;
}

function addClaim(bucket: Bucket, report: CountedReport, claim: CountClaim): void {
  bucket.low = Math.min(bucket.low, claim.low);
  bucket.high =
    bucket.high === null || claim.high === null ? null : Math.max(bucket.high, claim.high);
  bucket.claims += 1;
  const best = bestOf(report, claim);
  if (best !== null && (bucket.best_observed_at ?? "") <= report.observedAt) {
    bucket.best = best;
    bucket.best_observed_at = report.observedAt;
  }
}

export const bucketKey = (bucket: Bucket): string =>
  `${bucket.crossing_id} ${bucket.metric} ${bucket.place} ${bucket.grain} ${bucket.bucket_at}`;

export function toBuckets(reports: readonly CountedReport[]): Bucket[] {
  const buckets = new Map<string, Bucket>();
  for (const report of reports) {
    for (const claim of report.claims) {
      if (claim.kind !== "count") continue;
      // A number known to the week, month or year belongs to no one hour or day.
      if (claim.period !== null && !isToTheDay(claim.period)) continue;
      for (const { grain, ms } of GRAINS) {
        const bucketAt = fromMs(Math.floor(toMs(report.observedAt) / ms) * ms);
        const place = claim.side ?? claim.lane ?? "";
        const empty: Bucket = {
          crossing_id: report.crossingId,
          metric: claim.metric,
          place,
          grain,
          bucket_at: bucketAt,
          low: claim.low,
          best: null,
          best_observed_at: null,
          high: claim.high,
          claims: 0,
        };
        const key = bucketKey(empty);
        const bucket = buckets.get(key) ?? empty;
        addClaim(bucket, report, claim);
        buckets.set(key, bucket);
      }
    }
  }
  return [...buckets.values()];
}

interface NewestFigure {
  readonly crossing_id: string;
  readonly metric: string;
  readonly place: string;
  readonly source_id: string;
  readonly report_id: string;
  readonly observed_at: string;
}

/** Each source's newest count per metric and place, among these reports. */
export function newestRows(reports: readonly CountedReport[]): NewestFigure[] {
  const rows = [...reports]
    .sort((a, b) => (`${a.observedAt} ${a.id}` < `${b.observedAt} ${b.id}` ? -1 : 1))
    .flatMap((report) =>
      report.claims.flatMap((claim): NewestFigure[] =>
        claim.kind === "count"
          ? [
              {
                crossing_id: report.crossingId,
                metric: claim.metric,
                place: claim.side ?? claim.lane ?? "",
                source_id: report.source.id,
                report_id: report.id,
                observed_at: report.observedAt,
              },
            ]
          : [],
      ),
    );
  const newest = new Map(
    rows.map((row) => [`${row.crossing_id} ${row.metric} ${row.place} ${row.source_id}`, row]),
  );
  return [...newest.values()];
}

/** Keeps the newest; what is older than what is kept changes nothing. */
export async function storeNewest(tx: Transaction, rows: readonly NewestFigure[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into newest_figures as n (crossing_id, metric, place, source_id, report_id, observed_at)
    select crossing_id, metric, place, source_id, report_id, observed_at
    from jsonb_to_recordset(${jsonParam(rows)}) as x(crossing_id text, metric text, place text,
      source_id text, report_id uuid, observed_at timestamptz)
    on conflict (crossing_id, metric, place, source_id) do update
      set report_id = excluded.report_id, observed_at = excluded.observed_at
      where (n.observed_at, n.report_id) < (excluded.observed_at, excluded.report_id)`);
}

/** Adds newly published reports to their buckets. Order does not matter: least, greatest and newest commute. */
export async function countFigures(
  tx: Transaction,
  reports: readonly ReportDraft[],
): Promise<void> {
  if (!reports.some((report) => report.claims.some((claim) => claim.kind === "count"))) return;
  await storeNewest(tx, newestRows(reports));
  await storeBuckets(tx, toBuckets(reports));
}

/** Adds to what is summed up already. */
export async function storeBuckets(tx: Transaction, rows: readonly Bucket[]): Promise<void> {
  if (rows.length === 0) return;
  await tx.execute(sql`
    insert into figure_buckets as b
      (crossing_id, metric, place, grain, bucket_at, low, best, best_observed_at, high, claims)
    select crossing_id, metric, place, grain, bucket_at, low, best, best_observed_at, high, claims
    from jsonb_to_recordset(${jsonParam(rows)}) as x(crossing_id text, metric text, place text, grain smallint,
      bucket_at timestamptz, low integer, best integer, best_observed_at timestamptz, high integer, claims integer)
    on conflict (crossing_id, metric, place, grain, bucket_at) do update set
      low = least(b.low, excluded.low),
      high = case when b.high is null or excluded.high is null then null else greatest(b.high, excluded.high) end,
      best = case when coalesce(excluded.best_observed_at, '-infinity') >= coalesce(b.best_observed_at, '-infinity')
        then coalesce(excluded.best, b.best) else b.best end,
      best_observed_at = greatest(b.best_observed_at, excluded.best_observed_at),
      claims = b.claims + excluded.claims`);
}
