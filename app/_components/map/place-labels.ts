/** On which side of its point each label has room, so that no two overlap. */

/** A point in parts of the map's width and height, 0 to 1. */
export interface Spot {
  readonly id: string;
  readonly name: string;
  readonly x: number;
  readonly y: number;
}

export interface Canvas {
  readonly width: number;
  readonly height: number;
}

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Sizes in pixels at a font of 12 px: mean width of a letter, height of a line, distance to the point. */
const LETTER = 7.2;
const LINE = 17;
const GAP = 11;
const GLYPH = 18;

const SIDES = ["right", "left", "above", "below"] as const;
export type LabelSide = (typeof SIDES)[number] | "none";

export function boxAround(x: number, y: number, { width, height }: Canvas): Box {
  return { left: x - width / 2, top: y - height / 2, right: x + width / 2, bottom: y + height / 2 };
}

function labelBox(side: (typeof SIDES)[number], { x, y }: Spot, canvas: Canvas, name: string): Box {
  const size = { width: name.length * LETTER, height: LINE };
  const [px, py] = [x * canvas.width, y * canvas.height];
  const aside = GAP + size.width / 2;
  const apart = GAP + LINE / 2;
  switch (side) {
    case "right":
      return boxAround(px + aside, py, size);
    case "left":
      return boxAround(px - aside, py, size);
    case "above":
      return boxAround(px, py - apart, size);
    case "below":
      return boxAround(px, py + apart, size);
  }
}

export function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

export function isInside(box: Box, { width, height }: Canvas): boolean {
  return box.left >= 0 && box.top >= 0 && box.right <= width && box.bottom <= height;
}

export interface Placement {
  readonly sides: ReadonlyMap<string, LabelSide>;
  /** What points and labels cover, in the canvas's pixels. */
  readonly taken: readonly Box[];
}

/** Sides for a map of that many pixels; a label without room is `none`. Earlier spots choose first. */
export function placeLabels(spots: readonly Spot[], canvas: Canvas): Placement {
  const taken = spots.map(({ x, y }) =>
    boxAround(x * canvas.width, y * canvas.height, { width: GLYPH, height: GLYPH }),
  );
  const sides = new Map<string, LabelSide>();
  for (const spot of spots) {
    const free = SIDES.map((side) => ({ side, box: labelBox(side, spot, canvas, spot.name) })).find(
      ({ box }) => isInside(box, canvas) && !taken.some((other) => overlaps(box, other)),
    );
    sides.set(spot.id, free?.side ?? "none");
    if (free !== undefined) taken.push(free.box);
  }
  return { sides, taken };
}
