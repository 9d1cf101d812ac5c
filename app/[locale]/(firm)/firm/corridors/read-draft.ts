/** What the address says of the corridor that is to be made or changed. */
import { firstValue, type SearchParams } from "#app/view-query.ts";
import { type Corridor, corridorLane, MAX_CORRIDOR_CROSSINGS } from "#server/domain/corridor.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { MODES, type Mode } from "#server/domain/mode.ts";

export interface DraftPlace {
  readonly id: string;
  /** It has the lane that the corridor uses. */
  readonly fits: boolean;
  /** Modes that it has in that direction. */
  readonly modes: readonly Mode[];
}

export interface Draft {
  readonly direction: string;
  readonly mode: Mode;
  /** Every crossing of that border, those that fit first. */
  readonly places: readonly DraftPlace[];
  /** Ids in order: as they are, or as suggested. */
  readonly chosen: readonly string[];
}

/** null: neither an edited corridor nor a direction over a border of ours. */
export function readDraft(
  query: SearchParams,
  {
    edited,
    registry,
  }: {
    readonly edited: Pick<Corridor, "direction" | "mode" | "crossingIds"> | undefined;
    readonly registry: readonly Pick<Crossing, "id" | "lanes">[];
  },
): Draft | null {
  const direction = firstValue(query, "direction") ?? edited?.direction ?? "";
  const asked = firstValue(query, "mode");
  const mode = MODES.find((one) => one === asked) ?? edited?.mode ?? "truck";
  const lane = corridorLane({ direction, mode });
  const places = registry.flatMap(({ id, lanes }): DraftPlace[] => {
    const here = lanes.filter((one) => one.direction === direction);
    if (here.length === 0) return [];
    return [{ id, fits: here.some((one) => one.id === lane), modes: here.map((one) => one.mode) }];
  });
  if (places.length === 0) return null;
  const wanted = firstValue(query, "crossings")?.split(" ") ?? edited?.crossingIds ?? [];
  const fitting = new Set(places.filter(({ fits }) => fits).map(({ id }) => id));
  return {
    direction,
    mode,
    places: places.toSorted((a, b) => Number(b.fits) - Number(a.fits)),
    chosen: wanted.filter((id) => fitting.has(id)).slice(0, MAX_CORRIDOR_CROSSINGS),
  };
}

const RANK = "rank:";

export const rankName = (id: string): string => `${RANK}${id}`;

/** The crossings that were given a place, in order of it; of two with the same place the one listed first. */
export function readRanks(form: FormData): string[] {
  return [...form]
    .flatMap(([name, value]) => {
      const rank = Number(value);
      return name.startsWith(RANK) && rank > 0 ? [{ id: name.slice(RANK.length), rank }] : [];
    })
    .sort((a, b) => a.rank - b.rank)
    .map(({ id }) => id);
}
