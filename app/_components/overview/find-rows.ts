/** Which crossings a reader means by a name: one of its own in any script, or the places at its two ends. */
import type { Crossing, CrossingId } from "#server/domain/crossing.ts";
import { foldName } from "../crossing/fold-name.ts";
import { nearestOf } from "../crossing/nearest-crossings.ts";

/** So many are offered when nobody is called so. */
const SUGGESTIONS = 5;

export interface FoundRows {
  /** What was asked for, as in the address. */
  readonly q: string;
  readonly ids: readonly CrossingId[];
  /** None is called so; these are called most like it. */
  readonly isNearest: boolean;
}

const namesOf = ({ name, altNames, localNames }: Crossing): string[] => [
  name,
  ...altNames,
  ...Object.values(localNames),
];

/** Every word of `q` stands in the names; where in none, the nearest names. */
export function findRows(crossings: readonly Crossing[], q: string): FoundRows {
  const words = foldName(q).split(" ");
  const found = crossings.filter((crossing) => {
    if (words[0] === "") return false;
    const places = crossing.sides.flatMap(({ place, admin }) => [place ?? "", admin ?? ""]);
    const text = [crossing.id, ...namesOf(crossing), ...places].map(foldName).join("\n");
    return words.every((word) => text.includes(word));
  });
  if (found.length > 0) return { q, ids: found.map(({ id }) => id), isNearest: false };
  const candidates = crossings.map((crossing) => ({ id: crossing.id, names: namesOf(crossing) }));
  const ids = nearestOf(q, candidates, SUGGESTIONS).map(({ id }) => id);
  return { q, ids, isNearest: ids.length > 0 };
}
