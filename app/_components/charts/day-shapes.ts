/** The shape of a state in a small square, as path data: many days of one state are one path. */
import type { State } from "#server/domain/claim.ts";

/** Side of a day's square, in the units of the drawing. */
export const DAY_SIZE = 16;

/** The same shapes as the state glyphs (state-sprite.tsx), a little smaller, so that neighbours stay apart. */
const FILLED: Readonly<Record<State, string>> = {
  open: "m2.5 8a5.5 5.5 0 1 0 11 0a5.5 5.5 0 1 0-11 0z",
  restricted: "m8 2.5a5.5 5.5 0 0 0 0 11z",
  closed: "m2 2h12v12h-12zm2 4.75v2.5h8v-2.5z",
  unknown: "",
};
const RING = "m3 8a5 5 0 1 0 10 0a5 5 0 1 0-10 0z";
const IN_OUTLINE: ReadonlySet<State> = new Set(["restricted", "unknown"]);
/** A small square in the corner: closed for a part of a day that has another word. */
const CORNER = "m12 0h4v4h-4z";

export interface DayShape {
  readonly x: number;
  readonly y: number;
}

const placed = (shapes: readonly DayShape[], path: string): string =>
  path === "" ? "" : shapes.map(({ x, y }) => `M${x} ${y}${path}`).join("");

export const filledPath = (state: State, shapes: readonly DayShape[]): string =>
  placed(shapes, FILLED[state]);

export const outlinePath = (state: State, shapes: readonly DayShape[]): string =>
  placed(shapes, IN_OUTLINE.has(state) ? RING : "");

export const cornerPath = (shapes: readonly DayShape[]): string => placed(shapes, CORNER);
