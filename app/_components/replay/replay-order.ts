/** Which crossings come first on the replay, and by which clocks it is told. */
import type { Crossing } from "#server/domain/crossing.ts";
import type { ReplayCrossing } from "#server/domain/replay.ts";

/** More lines than this are no picture; the board has every crossing. */
const MAX_LINES = 12;

interface Placed {
  readonly crossing: Crossing;
}

/** Those that changed most come first, for good: nothing moves under a finger while it plays. */
export function liveliest<Row extends Placed>(
  rows: readonly Row[],
  crossings: readonly ReplayCrossing[],
): { readonly ordered: Row[]; readonly lively: ReplayCrossing[] } {
  const byId = new Map(crossings.map((crossing) => [crossing.id, crossing]));
  const steps = ({ crossing }: Row) => byId.get(crossing.id)?.steps.length ?? 0;
  const ordered = rows.toSorted((a, b) => steps(b) - steps(a));
  const lively = ordered
    .filter((row) => steps(row) > 1)
    .slice(0, MAX_LINES)
    .flatMap(({ crossing }) => byId.get(crossing.id) ?? []);
  return { ordered, lively };
}

/** The two zones that most sides have, then UTC: the clocks that most readers of this record look at. */
export function commonZones(rows: readonly Placed[]): string[] {
  const counts = new Map<string, number>();
  for (const { zone } of rows.flatMap(({ crossing }) => crossing.sides)) {
    counts.set(zone, (counts.get(zone) ?? 0) + 1);
  }
  const zones = [...counts].sort(([, a], [, b]) => b - a).map(([zone]) => zone);
  return [...zones.slice(0, 2), "UTC"];
}
