/** What the address asks of the history: what is counted, and how far back. */

import { firstValue, type QueryProblem, type SearchParams } from "#app/view-query.ts";
import type { Figure } from "#server/domain/status.ts";
import { addMs, DAY_MS, type Instant } from "#server/domain/time.ts";

export const HISTORY_METRICS = ["people_stranded", "trucks_stranded"] as const;
export type HistoryMetric = (typeof HISTORY_METRICS)[number];
/** In the address as in speech. */
const METRIC_WORDS = { people: "people_stranded", trucks: "trucks_stranded" } as const;
type MetricWord = keyof typeof METRIC_WORDS;

export const SPANS = ["7d", "30d", "1y", "all"] as const;
export type Span = (typeof SPANS)[number];

const SPAN_MS = { "7d": 7 * DAY_MS, "30d": 30 * DAY_MS, "1y": 365 * DAY_MS } as const;
/** Wished width of a bucket, in minutes; a lone claim must still be seen as a band. */
const BUCKET_MINUTES = { "7d": 6 * 60, "30d": 24 * 60, "1y": 24 * 60, all: 14 * 24 * 60 } as const;

export const bucketOf = (span: Span): number => BUCKET_MINUTES[span];

/** The record begins in November 2011 (data/README.md). */
const RECORD_FROM_AT: Instant = "2011-11-01T00:00:00.000Z";

export interface HistoryChoice {
  readonly metric: HistoryMetric;
  readonly span: Span;
}

export interface ReadHistoryChoice {
  readonly choice: HistoryChoice;
  readonly problems: readonly QueryProblem[];
}

export function metricWord(metric: HistoryMetric): MetricWord {
  return metric === "people_stranded" ? "people" : "trucks";
}

/** What is shown to who chose nothing: people, unless trucks alone are counted now. */
function usualMetric(figures: readonly Pick<Figure, "metric">[]): HistoryMetric {
  const isCounted = (metric: HistoryMetric) => figures.some((figure) => figure.metric === metric);
  return !isCounted("people_stranded") && isCounted("trucks_stranded")
    ? "trucks_stranded"
    : "people_stranded";
}

/**
 * Reads the choice; a value that there is not is left out and named.
 * @param figures those of the crossing's status, by which the first choice is made
 */
export function readHistoryChoice(
  params: SearchParams,
  figures: readonly Pick<Figure, "metric">[] = [],
): ReadHistoryChoice {
  const problems: QueryProblem[] = [];
  const metricText = firstValue(params, "metric");
  const metric = HISTORY_METRICS.find(
    (one) => metricWord(one) === metricText || one === metricText,
  );
  if (metricText !== undefined && metric === undefined) {
    problems.push({ kind: "valueUnknown", field: "metric", value: metricText });
  }
  const spanText = firstValue(params, "span");
  const span = SPANS.find((one) => one === spanText);
  if (spanText !== undefined && span === undefined) {
    problems.push({ kind: "valueUnknown", field: "span", value: spanText });
  }
  return { choice: { metric: metric ?? usualMetric(figures), span: span ?? "30d" }, problems };
}

/** `[from, to)` of a span that ends at `at`. */
export function spanBefore(
  span: Span,
  at: Instant,
): { readonly from: Instant; readonly to: Instant } {
  return { from: span === "all" ? RECORD_FROM_AT : addMs(at, -SPAN_MS[span]), to: at };
}
