/** The board where crossings are many: by border, the first of each as rows, the others folded, a line each. */
import { type BoardRow, borderOf } from "./board-row.ts";

/** Nobody reads through so many for one of them: they are told apart by border, and the way to find one stands open. */
export const MANY_ROWS = 60;
/** As rows, of each border. */
const ROWS_OF_BORDER = 4;

export interface BorderRows {
  /** `PK-AF`. */
  readonly border: string;
  readonly countryNames: readonly [string, string];
  readonly total: number;
  readonly first: readonly BoardRow[];
  readonly others: readonly BoardRow[];
}

/** Every row in exactly one border, in the order given; borders in the order of their first rows. */
export function groupRows(rows: readonly BoardRow[]): BorderRows[] {
  const byBorder = Map.groupBy(rows, borderOf);
  return [...byBorder].flatMap(([border, all]) => {
    const [row] = all;
    if (row === undefined) return [];
    // A single line is not worth folding.
    const count = all.length <= ROWS_OF_BORDER + 1 ? all.length : ROWS_OF_BORDER;
    const first = all.slice(0, count);
    const others = all.slice(count);
    return { border, countryNames: row.countryNames, total: all.length, first, others };
  });
}
