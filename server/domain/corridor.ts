/**
 * Corridor: a firm's ordered list of crossings that can stand in for each other, with the direction and mode that the
 * firm uses. Both together name one lane at each crossing.
 */
import type { State } from "./claim.ts";
import { type Crossing, type CrossingId, type Direction, type LaneId, laneId } from "./crossing.ts";
import type { Mode } from "./mode.ts";
import type { Instant } from "./time.ts";

/** More than that is a map, not a choice. */
export const MAX_CORRIDOR_CROSSINGS = 12;

export interface Corridor {
  readonly id: string;
  readonly name: string;
  readonly direction: Direction;
  readonly mode: Mode;
  /** First choice first. */
  readonly crossingIds: readonly CrossingId[];
  /** Those of them that are no longer in the registry: nothing is told of them. */
  readonly delisted: readonly Pick<Crossing, "id" | "name" | "localNames">[];
  readonly createdAt: Instant;
}

type LaneOf = Pick<Corridor, "direction" | "mode">;

/** The one lane that a corridor uses wherever it is. */
export function corridorLane({ direction, mode }: LaneOf): LaneId {
  const [from = "", to = ""] = direction.split("-");
  return laneId(from, to, mode);
}

type Place = Pick<Crossing, "name" | "sides" | "lanes">;

/** Why a crossing cannot be in a corridor. */
export type CorridorMisfit = "not_on_border" | "no_lane";

/** What keeps a crossing out of a corridor; null: nothing. A lane of which nothing is known yet is a lane. */
export function corridorMisfit(crossing: Place, corridor: LaneOf): CorridorMisfit | null {
  const wanted = corridorLane(corridor);
  if (crossing.lanes.some(({ id }) => id === wanted)) return null;
  const countries = crossing.sides.map(({ country }) => country);
  const isOnBorder = corridor.direction.split("-").every((country) => countries.includes(country));
  return isOnBorder ? "no_lane" : "not_on_border";
}

/** The sentence over a corridor, as data: what each crossing is, and what that comes to. */
export interface CorridorAnswer {
  readonly crossings: readonly { readonly crossingId: CrossingId; readonly value: State }[];
  /** Open lanes; 0 may also mean that nothing is known of some (`isSure` false). */
  readonly open: number;
  /** Every lane is known: "none open" is then a fact and not a lack of words. */
  readonly isSure: boolean;
}

/** @param rows in the firm's order; what is unknown is never counted as open */
export function corridorAnswer(rows: CorridorAnswer["crossings"]): CorridorAnswer {
  return {
    crossings: rows.map(({ crossingId, value }) => ({ crossingId, value })),
    open: rows.filter(({ value }) => value === "open").length,
    isSure: rows.every(({ value }) => value !== "unknown"),
  };
}

/** A corridor that a firm may want: the crossings between two countries that have that lane. */
export interface CorridorSuggestion extends LaneOf {
  readonly crossingIds: readonly CrossingId[];
}

/** How many crossings a suggestion names at most. */
const SUGGESTED_CROSSINGS = 5;

/**
 * Corridors to begin with: for each direction over a border with two or more such crossings, those crossings, the ones
 * of which most is told first. So are the borders.
 * @param told how much is told of a crossing; any measure, greater is more
 */
export function suggestCorridors(
  crossings: readonly (Place & Pick<Crossing, "id">)[],
  mode: Mode,
  told: (crossing: CrossingId) => number,
): CorridorSuggestion[] {
  const lanes = crossings.flatMap(({ id, lanes: all }) =>
    all.filter((lane) => lane.mode === mode).map(({ direction }) => ({ id, direction })),
  );
  const toldOf = (ids: readonly CrossingId[]) => ids.reduce((sum, id) => sum + told(id), 0);
  return [...Map.groupBy(lanes, ({ direction }) => direction)]
    .filter(([, found]) => found.length > 1)
    .map(([direction, found]) => ({
      direction,
      mode,
      crossingIds: found
        .map(({ id }) => id)
        .toSorted((a, b) => told(b) - told(a) || (a < b ? -1 : 1))
        .slice(0, SUGGESTED_CROSSINGS),
    }))
    .toSorted(
      (a, b) =>
        toldOf(b.crossingIds) - toldOf(a.crossingIds) || (a.direction < b.direction ? -1 : 1),
    );
}
