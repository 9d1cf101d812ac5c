/**
 * What a history chart is sent: arrays of numbers instead of objects, measured buckets only, and words that are
 * already in the reader's language. A bucket that is missing is a gap.
 */

import { formatBound, formatDate } from "#app/format/date.ts";
import { formatNumber } from "#app/format/number.ts";
import type { Locale } from "#app/locales.ts";
import type { Closure } from "#server/domain/closure.ts";
import type { HistorySeries } from "#server/domain/history.ts";
import type { FigureClaim } from "#server/domain/status.ts";
import { type Instant, MINUTE_MS, toMs } from "#server/domain/time.ts";
import { niceScale } from "./nice-scale.ts";
import { type TimeTick, timeTicks } from "./time-ticks.ts";

/** `[atMs, low, best, high]`; `high` null: no upper bound. */
export type ChartPoint = readonly [number, number, number | null, number | null];

export interface ChartClaim {
  readonly atMs: number;
  readonly low: number;
  readonly best: number | null;
  readonly high: number | null;
  /** The source speaks for a side: drawn hollow. */
  readonly isParty: boolean;
  readonly who: string;
  readonly what: string | null;
  /** As exact as the source was. */
  readonly date: string;
}

export interface ValueTick {
  readonly value: number;
  readonly label: string;
}

export interface HistoryChartData {
  readonly fromMs: number;
  readonly toMs: number;
  readonly bucketMs: number;
  readonly points: readonly ChartPoint[];
  /** Oldest first. */
  readonly claims: readonly ChartClaim[];
  /** `[fromMs, toMs]`, cut to the span. */
  readonly closures: readonly (readonly [number, number])[];
  readonly timeTicks: readonly TimeTick[];
  readonly valueTicks: readonly ValueTick[];
  /** Top of the value axis. */
  readonly maximum: number;
}

export interface ChartContext {
  readonly locale: Locale;
  /** IANA zone of the crossing, for times of day. */
  readonly zone: string;
}

/** When a claim was so, no more exact than its source. */
export function claimDate(claim: FigureClaim, { locale, zone }: ChartContext): string {
  return claim.period === null
    ? formatDate(claim.observedAt, { locale, style: "dayTime", zone })
    : formatBound(claim.period, locale, zone);
}

function measuredPoints(series: HistorySeries): ChartPoint[] {
  return series.points.flatMap(({ at, low, best, high }): ChartPoint[] =>
    low === null ? [] : [[toMs(at), low, best, high]],
  );
}

/** Closures as they lie in `[from, to)`; those outside of it are left out. */
export function closureBands(
  closures: readonly Pick<Closure, "fromAt" | "toAt">[],
  { from, to }: { readonly from: Instant; readonly to: Instant },
): [number, number][] {
  return closures
    .filter((closure) => closure.toAt > from && closure.fromAt < to)
    .map((closure): [number, number] => [
      Math.max(toMs(closure.fromAt), toMs(from)),
      Math.min(toMs(closure.toAt), toMs(to)),
    ])
    .sort(([a], [b]) => a - b);
}

/** A series with the closures of its span, ready to be drawn. */
export function historyChartData(
  series: HistorySeries,
  closures: readonly Closure[],
  context: ChartContext,
): HistoryChartData {
  const points = measuredPoints(series);
  const claims = series.claims.map(
    (claim): ChartClaim => ({
      atMs: toMs(claim.observedAt),
      low: claim.low,
      best: claim.best,
      high: claim.high,
      isParty: claim.source.party !== null,
      who: claim.source.name,
      what: claim.what ?? claim.asGiven,
      date: claimDate(claim, context),
    }),
  );
  const values = [
    ...points.map(([, low, best, high]) => Math.max(low, best ?? 0, high ?? 0)),
    ...claims.map(({ low, best, high }) => Math.max(low, best ?? 0, high ?? 0)),
  ];
  const { maximum, steps } = niceScale(Math.max(0, ...values));
  return {
    fromMs: toMs(series.from),
    toMs: toMs(series.to),
    bucketMs: series.bucketMinutes * MINUTE_MS,
    points,
    claims,
    closures: closureBands(closures, series),
    timeTicks: timeTicks({ from: series.from, to: series.to, locale: context.locale }),
    valueTicks: steps.map((value) => ({ value, label: formatNumber(context.locale, value) })),
    maximum,
  };
}
