/** On which side of its point each label has room, so that no two overlap. */
import type { MapPoint } from "./region.ts";

/** A point in parts of the map's width and height, 0 to 1. */
export interface Spot {
  readonly id: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

/** Widths for which labels are placed, in pixels: a phone, and the map beside a board. */
const NARROW = 328;
const WIDE = 380;
/** Sizes of a label in pixels at its font of 12 px: mean width of a letter, height, distance to the point. */
const LETTER = 6.6;
const LINE = 17;
const GAP = 11;
const GLYPH = 16;

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

const SIDES = ["right", "left", "above", "below"] as const;
type Side = (typeof SIDES)[number];

function labelBox(side: Side, x: number, y: number, width: number): Box {
  switch (side) {
    case "right":
      return { left: x + GAP, top: y - LINE / 2, right: x + GAP + width, bottom: y + LINE / 2 };
    case "left":
      return { left: x - GAP - width, top: y - LINE / 2, right: x - GAP, bottom: y + LINE / 2 };
    case "above":
      return { left: x - width / 2, top: y - GAP - LINE, right: x + width / 2, bottom: y - GAP };
    case "below":
      return { left: x - width / 2, top: y + GAP, right: x + width / 2, bottom: y + GAP + LINE };
  }
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

interface Canvas {
  readonly width: number;
  readonly height: number;
}

/** Side by id; a label without room is `none`. Earlier spots choose first. */
function placeAt(spots: readonly Spot[], { width, height }: Canvas): Map<string, Side | "none"> {
  const taken: Box[] = spots.map(({ x, y }) => ({
    left: x * width - GLYPH / 2,
    top: y * height - GLYPH / 2,
    right: x * width + GLYPH / 2,
    bottom: y * height + GLYPH / 2,
  }));
  const placed = new Map<string, Side | "none">();
  for (const spot of spots) {
    const labelWidth = spot.name.length * LETTER;
    const free = SIDES.map((side) => ({
      side,
      box: labelBox(side, spot.x * width, spot.y * height, labelWidth),
    })).find(
      ({ box }) =>
        box.left >= 0 &&
        box.right <= width &&
        box.top >= 0 &&
        box.bottom <= height &&
        !taken.some((other) => overlap(box, other)),
    );
    placed.set(spot.id, free?.side ?? "none");
    if (free !== undefined) taken.push(free.box);
  }
  return placed;
}

/** @param ratio height of the map for a width of 1 */
export function placeLabels(spots: readonly Spot[], ratio: number): MapPoint[] {
  const wide = placeAt(spots, { width: WIDE, height: WIDE * ratio });
  const narrow = placeAt(spots, { width: NARROW, height: NARROW * ratio });
  return spots.map(({ id, x, y }) => ({
    id,
    x: Math.round(x * 1000) / 10,
    y: Math.round(y * 1000) / 10,
    wide: wide.get(id) ?? "none",
    narrow: narrow.get(id) ?? "none",
  }));
}
