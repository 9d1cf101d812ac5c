/** Which names are meant by a slug that there is not: by edit distance, over everything that a crossing is called. */
import { foldName } from "./fold-name.ts";

/** Number of single-letter insertions, deletions and changes from one text to the other (Levenshtein). */
export function editDistance(from: string, to: string): number {
  let previous = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let row = 1; row <= from.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= to.length; column += 1) {
      const change = from[row - 1] === to[column - 1] ? 0 : 1;
      current.push(
        Math.min(
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (previous[column - 1] ?? 0) + change,
        ),
      );
    }
    previous = current;
  }
  return previous[to.length] ?? 0;
}

export interface Candidate {
  readonly id: string;
  /** Everything that it is called, in any script. */
  readonly names: readonly string[];
}

/** With more of the letters wrong there is no resemblance any more. */
const MAX_DIFFERENCE = 0.4;

/** Words count alone too, so that `spin-boldak` finds Chaman – Spin Boldak. */
function differenceTo(wanted: string, { id, names }: Candidate): number {
  const spellings = [id, ...names].map(foldName);
  const all = [...spellings, ...spellings.flatMap((one) => one.split(" "))].filter(
    (one) => one.length > 2,
  );
  return Math.min(
    ...all.map((one) => editDistance(wanted, one) / Math.max(wanted.length, one.length)),
  );
}

/** The candidates most like `wanted`, the most like first, at most `count`; none when nothing resembles it. */
export function nearestOf<T extends Candidate>(
  wanted: string,
  candidates: readonly T[],
  count: number,
): T[] {
  const text = foldName(wanted);
  if (text === "") return [];
  return candidates
    .map((candidate) => ({ candidate, difference: differenceTo(text, candidate) }))
    .filter(({ difference }) => difference <= MAX_DIFFERENCE)
    .sort((a, b) => a.difference - b.difference || (a.candidate.id < b.candidate.id ? -1 : 1))
    .slice(0, count)
    .map(({ candidate }) => candidate);
}
