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
/** What a group is drawn as, in pixels: its glyph and a number of two digits. */
const GROUP_PX = { width: 46, height: 32 } as const;
/** How near to a group's middle a point alone lies under its number; beside it, it keeps its name. */
const COVERED_PX = { width: 19, height: 14 } as const;

interface Canvas {
  readonly width: number;
  readonly height: number;
}

const middleOf = (group: readonly Spot[], axis: "x" | "y"): number =>
  group.reduce((sum, one) => sum + one[axis], 0) / group.length;

/** Groups that would be drawn over one another are one, and take in the points that they would cover. */
function mergeGroups(groups: readonly Spot[][], { width, height }: Canvas): Spot[][] {
  const merged = groups.map((group) => [...group]);
  const touch = (a: readonly Spot[], b: readonly Spot[]) => {
    // Points alone have been told apart by their glyphs.
    if (a.length + b.length === 2) return false;
    const gap = (axis: "x" | "y") => Math.abs(middleOf(a, axis) - middleOf(b, axis)) / 100;
    const room = a.length === 1 || b.length === 1 ? COVERED_PX : GROUP_PX;
    return gap("x") * width < room.width && gap("y") * height < room.height;
  };
  for (let index = 0; index < merged.length; ) {
    const group = merged[index] ?? [];
    const other = merged.findIndex((one, place) => place > index && touch(group, one));
    if (other < 0) {
      index += 1;
      continue;
    }
    group.push(...merged.splice(other, 1).flat());
    // Its middle has moved: those before it may touch it now.
    index = 0;
  }
  return merged;
}

/** Groups of points that touch, also through others, on a map of that many pixels; points alone are in none. */
export function clusterPoints(spots: readonly Spot[], canvas: Canvas): MapCluster[] {
  const { width, height } = canvas;
  const apart = (a: Spot, b: Spot) =>
    Math.hypot(((a.x - b.x) * width) / 100, ((a.y - b.y) * height) / 100);
  const left = new Set(spots);
  const groups: Spot[][] = [];
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
    groups.push(group);
  }
  const drawn = mergeGroups(groups, canvas).filter((group) => group.length > 1);
  return drawn.map((group) => {
    const least = Math.min(
      ...group.flatMap((one, index) => group.slice(0, index).map((other) => apart(one, other))),
    );
    const middle = (axis: "x" | "y") => Math.round(middleOf(group, axis) * 10) / 10;
    return {
      ids: group.map(({ id }) => id),
      x: middle("x"),
      y: middle("y"),
      splitsAt: least === 0 ? Number.MAX_SAFE_INTEGER : Math.round((TOUCHING_PX / least) * 10) / 10,
    };
  });
}
