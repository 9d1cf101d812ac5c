/** Bars of a chart by day, as path data: all that look alike are one path. */

/** Units from one day to the next; the drawing is stretched to the width of the page. */
export const DAY_STEP = 10;
export const BARS_HEIGHT_PX = 192;
/** Half of the tick that says what is usual. */
const USUAL_HALF = 4.5;

export interface DayBar {
  readonly low: number | null;
  readonly best: number | null;
  /** Null with a low: no upper bound. */
  readonly high: number | null;
  readonly usual: { readonly low: number; readonly high: number | null } | null;
}

export interface DayBarPaths {
  /** From nought to low. */
  readonly solid: string;
  /** From low to high. */
  readonly range: string;
  /** From low to the top, where no upper bound was given. */
  readonly open: string;
  readonly best: string;
  readonly usual: string;
}

/**
 * @param maximum top of the value axis, more than 0
 * @returns empty text where there is nothing of a kind; a day of which nothing was said has no bar
 */
export function dayBarPaths(bars: readonly DayBar[], maximum: number): DayBarPaths {
  const y = (value: number) => Math.round((1 - value / maximum) * BARS_HEIGHT_PX * 10) / 10;
  const paths = { solid: "", range: "", open: "", best: "", usual: "" };
  for (const [index, { low, best, high, usual }] of bars.entries()) {
    const x = (index + 0.5) * DAY_STEP;
    const tick = (value: number) => `M${x - USUAL_HALF} ${y(value)}H${x + USUAL_HALF}`;
    if (low !== null) {
      // Nought is a number that was said: it keeps a foot of a pixel and a half.
      paths.solid += `M${x} ${BARS_HEIGHT_PX}V${Math.min(y(low), BARS_HEIGHT_PX - 1.5)}`;
      if (high === null) paths.open += `M${x} ${y(low)}V0`;
      else if (high > low) paths.range += `M${x} ${y(low)}V${y(high)}`;
      if (best !== null && best !== low) paths.best += tick(best);
    }
    if (usual !== null) {
      paths.usual += tick(usual.low);
      if (usual.high !== null && usual.high !== usual.low) paths.usual += tick(usual.high);
    }
  }
  return paths;
}

/** The greatest number that is drawn. */
export const greatestOf = (bars: readonly DayBar[]): number =>
  Math.max(
    0,
    ...bars.flatMap(({ low, high, usual }) => [
      low ?? 0,
      high ?? 0,
      usual?.low ?? 0,
      usual?.high ?? 0,
    ]),
  );

/** Width of a bar on the screen: few are broad, many still to be seen. */
export function barWidthPx(count: number): number {
  if (count <= 10) return 16;
  return count <= 40 ? 6 : 3;
}
