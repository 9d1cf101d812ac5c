/** What the address asks of the board: how to sort, and what to leave out. */

import { firstValue, type QueryProblem, type SearchParams } from "#app/view-query.ts";
import { MODES, type Mode } from "#server/domain/mode.ts";
import { ALERT_LEVELS, type AlertName, type Condition } from "#server/domain/status.ts";

export const SORTS = ["level", "name", "since", "people", "trucks", "word"] as const;
export type Sort = (typeof SORTS)[number];

/** In the order in which they matter to a traveller. */
export const CONDITIONS: readonly Condition[] = [
  "closed",
  "restricted",
  "partial",
  "open",
  "unknown",
];

export interface BoardQuery {
  readonly sort: Sort;
  readonly country: string | null;
  /** `PK-AF`. */
  readonly border: string | null;
  /** Condition of the crossing; with `mode`, of that mode's lanes. */
  readonly state: Condition | null;
  /** At least this. */
  readonly level: AlertName | null;
  readonly mode: Mode | null;
  /** A crossing's name, or part of it. */
  readonly q: string | null;
}

/** No crossing's name is longer. */
const MAX_NAME_CHARS = 80;

export const DEFAULT_SORT: Sort = "level";

/** Countries and borders that there are; anything else in the address is a mistake. */
export interface BoardPlaces {
  readonly countries: readonly string[];
  readonly borders: readonly string[];
}

export interface ReadBoardQuery {
  readonly query: BoardQuery;
  readonly problems: readonly QueryProblem[];
}

/** Reads the board's part of an address. A value that there is not is left out and named. */
export function readBoardQuery(params: SearchParams, places: BoardPlaces): ReadBoardQuery {
  const problems: QueryProblem[] = [];
  const read = <T extends string>(field: string, allowed: readonly T[]): T | null => {
    const text = firstValue(params, field);
    if (text === undefined) return null;
    const value = allowed.find((one) => one === text);
    if (value === undefined) problems.push({ kind: "valueUnknown", field, value: text });
    return value ?? null;
  };
  const query = {
    sort: read("sort", SORTS) ?? DEFAULT_SORT,
    country: read("country", places.countries),
    border: read("border", places.borders),
    state: read("state", CONDITIONS),
    level: read("level", ALERT_LEVELS),
    mode: read("mode", MODES),
    q: firstValue(params, "q")?.trim().slice(0, MAX_NAME_CHARS) || null,
  };
  return { query, problems };
}

/** As query parameters; what is not asked for is left out. */
export function boardParams(query: Partial<BoardQuery>): Record<string, string | null> {
  const {
    sort = DEFAULT_SORT,
    country = null,
    border = null,
    state = null,
    level = null,
    mode = null,
    q = null,
  } = query;
  return { sort: sort === DEFAULT_SORT ? null : sort, country, border, state, level, mode, q };
}

export function isFiltered(query: BoardQuery): boolean {
  const { sort: _sort, ...filters } = query;
  return Object.values(filters).some((value) => value !== null);
}
