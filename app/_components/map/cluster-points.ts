/** Points so close on the map that their glyphs would lie on one another, told apart only further in. */
interface Spot {
  readonly id: string;
  /** In per cent of the map's box. */
  readonly x: number;
  readonly y: number;
}

export interface MapCluster {
  readonly ids: readonly string[];
  readonly x: number;
  readonly y: number;
  /** How many times the map must be enlarged until no two of them touch. */
  readonly splitsAt: number;
}

/** A glyph with its edge, in pixels. */
const TOUCHING_PX = 20;

/** Groups of points that touch, also through others, on a map of that many pixels; points alone are in none. */
export function clusterPoints(
  spots: readonly Spot[],
  { width, height }: { readonly width: number; readonly height: number },
): MapCluster[] {
  const apart = (a: Spot, b: Spot) =>
    Math.hypot(((a.x - b.x) * width) / 100, ((a.y - b.y) * height) / 100);
  const left = new Set(spots);
  const clusters: MapCluster[] = [];
  for (const spot of spots) {
    if (!left.delete(spot)) continue;
    const group = [spot];
    // Grows while it is walked: whoever touches a member is one.
    for (const member of group) {
      for (const other of left) {
        if (apart(member, other) >= TOUCHING_PX) continue;
        left.delete(other);
        group.push(other);
      }
    }
    if (group.length === 1) continue;
    const least = Math.min(
      ...group.flatMap((one, index) => group.slice(0, index).map((other) => apart(one, other))),
    );
    const middle = (axis: "x" | "y") =>
      Math.round((group.reduce((sum, one) => sum + one[axis], 0) / group.length) * 10) / 10;
    clusters.push({
      ids: group.map(({ id }) => id),
      x: middle("x"),
      y: middle("y"),
      splitsAt: least === 0 ? Number.MAX_SAFE_INTEGER : Math.round((TOUCHING_PX / least) * 10) / 10,
    });
  }
  return clusters;
}
