/** Closures and changes name their crossing by its slug; tables and feeds also show its name and place. */
import type { Change } from "#server/domain/change.ts";
import type { Closure } from "#server/domain/closure.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { ChangeAtCrossing } from "#server/formats/changes-csv.ts";
import type { ClosureAtCrossing } from "#server/formats/closures-csv.ts";
import type { Caller } from "../caller.ts";

async function readCrossings(caller: Caller): Promise<ReadonlyMap<string, Crossing>> {
  const { crossings } = await caller.crossings.list({});
  return new Map(crossings.map(({ crossing }) => [crossing.id, crossing]));
}

/** What belongs to a crossing that is no longer listed is left out. */
export async function atCrossings(
  changes: readonly Change[],
  caller: Caller,
): Promise<ChangeAtCrossing[]> {
  const crossings = await readCrossings(caller);
  return changes.flatMap((change) => {
    const crossing = crossings.get(change.crossingId);
    return crossing === undefined ? [] : [{ change, crossing }];
  });
}

export async function closuresAtCrossings(
  closures: readonly Closure[],
  caller: Caller,
): Promise<ClosureAtCrossing[]> {
  const crossings = await readCrossings(caller);
  return closures.flatMap((closure) => {
    const crossing = crossings.get(closure.crossingId);
    return crossing === undefined ? [] : [{ closure, crossing }];
  });
}
