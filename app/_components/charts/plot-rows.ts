/** Buckets as the rows that Recharts draws: level over a bucket's whole width, and broken where a bucket is missing. */
import type { ChartPoint, HistoryChartData } from "./history-data.ts";

export interface PlotRow {
  readonly atMs: number;
  readonly band: readonly [number, number] | null;
  /** Where no upper bound was given: from low to the top of the axis. */
  readonly open: readonly [number, number] | null;
  readonly best: number | null;
}

/**
 * Two rows a bucket, its beginning and its end, and an empty one before each gap, so that nothing is ever
 * drawn between two measurements that do not touch. A lone bucket keeps its width.
 */
export function plotRows(
  data: Pick<HistoryChartData, "points" | "bucketMs" | "toMs" | "maximum">,
): PlotRow[] {
  return data.points.flatMap((point, index) => {
    const [startMs, low, best, high] = point;
    const endMs = Math.min(startMs + data.bucketMs, data.toMs);
    const values = {
      band: high === null ? null : ([low, high] as const),
      open: high === null ? ([low, data.maximum] as const) : null,
      best,
    };
    const rows: PlotRow[] = [
      { atMs: startMs, ...values },
      { atMs: endMs, ...values },
    ];
    if (!touches(endMs, data.points[index + 1])) {
      rows.push({ atMs: endMs, band: null, open: null, best: null });
    }
    return rows;
  });
}

function touches(endMs: number, next: ChartPoint | undefined): boolean {
  return next !== undefined && next[0] <= endMs;
}
