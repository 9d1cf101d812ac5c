/**
 * Which crossings stand on one text page. All of them, as long as they fit; where there are more, the list of borders leads
 * to a page for each, and a border with too many is cut into parts.
 */
import { firstValue, type QueryProblem, type SearchParams } from "#app/view-query.ts";
import type { Crossing } from "#server/domain/crossing.ts";

/**
 * With some figures at each, in the longest of the languages, that many take 12 KB on the wire by gzip; a page has 14.
 */
export const MAX_ON_PAGE = 100;

interface Placed {
  readonly crossing: Crossing;
}

export interface LitePart<Row extends Placed> {
  /** `PK-AF`; null: every border. */
  readonly border: string | null;
  /** `index`: borders with what is how at each; `rows`: the crossings themselves. */
  readonly kind: "index" | "rows";
  /** All that the page speaks of. */
  readonly rows: readonly Row[];
  /** Those of them that are on it. */
  readonly shown: readonly Row[];
  /** The parts that the rows are cut into, and which of them is shown, counted from 1; one: not cut. */
  readonly parts: readonly (readonly Row[])[];
  readonly part: number;
  readonly problems: readonly QueryProblem[];
}

export const borderOf = ({ crossing }: Placed): string =>
  crossing.sides.map(({ country }) => country).join("-");

function cut<Row>(rows: readonly Row[]): Row[][] {
  const count = Math.max(1, Math.ceil(rows.length / MAX_ON_PAGE));
  return Array.from({ length: count }, (_, i) =>
    rows.slice(i * MAX_ON_PAGE, (i + 1) * MAX_ON_PAGE),
  );
}

/** Reads the address's `border` and `page`. What there is not is left out and named. */
export function litePart<Row extends Placed>(
  all: readonly Row[],
  params: SearchParams,
): LitePart<Row> {
  const problems: QueryProblem[] = [];
  const refuse = (field: string, value: string) => {
    problems.push({ kind: "valueUnknown", field, value });
  };
  const asked = firstValue(params, "border");
  const rows = asked === undefined ? all : all.filter((row) => borderOf(row) === asked);
  const border = rows.length === 0 || asked === undefined ? null : asked;
  if (asked !== undefined && border === null) refuse("border", asked);
  const here = border === null ? all : rows;
  const kind = border === null && here.length > MAX_ON_PAGE ? "index" : "rows";
  const parts = kind === "index" ? [here] : cut(here);
  const page = firstValue(params, "page");
  const isPart =
    page === undefined || (/^[1-9]\d{0,3}$/.test(page) && Number(page) <= parts.length);
  if (!isPart) refuse("page", page ?? "");
  const part = isPart ? Number(page ?? 1) : 1;
  return { border, kind, rows: here, shown: parts[part - 1] ?? [], parts, part, problems };
}
