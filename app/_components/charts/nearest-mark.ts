/** Which drawing a mark is in, and its upper left corner there. */
export type PlotMark = readonly [plot: number, x: number, y: number];

/** The mark whose middle is nearest to a point of its drawing; null when that drawing has none. */
export function nearestMark(
  marks: readonly PlotMark[],
  [width, height]: readonly [number, number],
  at: { readonly plot: number; readonly x: number; readonly y: number },
): number | null {
  let nearest: number | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [index, [plot, x, y]] of marks.entries()) {
    if (plot !== at.plot) continue;
    const distance = Math.hypot(x + width / 2 - at.x, y + height / 2 - at.y);
    if (distance < least) {
      least = distance;
      nearest = index;
    }
  }
  return nearest;
}
