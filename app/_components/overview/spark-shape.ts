/** A sparkline as two SVG paths in a box of 100 x 24: the band from low to high, and the line of best. */
import type { HistoryPoint } from "#server/domain/history.ts";

export const SPARK_WIDTH = 100;
export const SPARK_HEIGHT = 24;
/** Space for the stroke at either edge. */
const INSET = 2;

export interface SparkShape {
  readonly band: string;
  readonly line: string;
  /** Greatest value drawn; for the words beside it. */
  readonly peak: number;
}

interface Measured {
  readonly x: number;
  readonly low: number;
  readonly mid: number;
  readonly high: number;
}

const round = (value: number): number => Math.round(value * 10) / 10;

/**
 * Shape of daily points, oldest first; null when none has a measurement. Days without one are gaps, in the
 * band and in the line. Where there is no best the line runs in the middle of the band; without an upper bound the
 * band ends at the low.
 */
export function sparkShape(points: readonly HistoryPoint[]): SparkShape | null {
  const step = SPARK_WIDTH / Math.max(points.length - 1, 1);
  const runs = splitAtGaps(
    points.map(({ low, best, high }, index): Measured | null => {
      if (low === null) return null;
      const top = high ?? low;
      return { x: round(index * step), low, mid: best ?? (low + top) / 2, high: top };
    }),
  );
  if (runs.length === 0) return null;
  const peak = Math.max(...runs.flat().map(({ high }) => high));
  const y = (value: number): number =>
    round(SPARK_HEIGHT - INSET - (value / Math.max(peak, 1)) * (SPARK_HEIGHT - 2 * INSET));
  return {
    band: runs.map((run) => bandPath(run, y)).join(""),
    line: runs.map((run) => linePath(run, y)).join(""),
    peak,
  };
}

function splitAtGaps(points: readonly (Measured | null)[]): Measured[][] {
  const runs: Measured[][] = [];
  let run: Measured[] = [];
  for (const point of points) {
    if (point !== null) run.push(point);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  if (run.length > 0) runs.push(run);
  return runs;
}

/** A day alone is drawn a little wide, or nobody would see it. */
function widened(run: readonly Measured[]): readonly Measured[] {
  const [only] = run;
  if (run.length !== 1 || only === undefined) return run;
  return [
    { ...only, x: round(Math.max(0, only.x - 1)) },
    { ...only, x: round(Math.min(SPARK_WIDTH, only.x + 1)) },
  ];
}

function bandPath(run: readonly Measured[], y: (value: number) => number): string {
  const wide = widened(run);
  const top = wide.map(({ x, high }) => `${x} ${y(high)}`);
  const bottom = wide.toReversed().map(({ x, low }) => `${x} ${y(low)}`);
  return `M${[...top, ...bottom].join("L")}z`;
}

function linePath(run: readonly Measured[], y: (value: number) => number): string {
  return `M${widened(run)
    .map(({ x, mid }) => `${x} ${y(mid)}`)
    .join("L")}`;
}
