/**
 * The board's rows at an instant as the page carries them. Data of a page stands in it beside its HTML, so what many
 * crossings have in common is told once: of hundreds most share a border, their lanes, and that nothing is known.
 */
import type { LaneId } from "#server/domain/crossing.ts";
import type { ReplayMoment } from "#server/domain/replay.ts";
import type { Instant } from "#server/domain/time.ts";
import type { BoardRow } from "../overview/board-row.ts";
import { type ReplayPlace, rowAt } from "./moved-row.ts";

export type Border = Pick<ReplayPlace, "countries" | "countryNames" | "zones">;

export interface PackedRows {
  readonly at: Instant;
  readonly borders: readonly Border[];
  readonly lanes: readonly (readonly LaneId[])[];
  readonly moments: readonly ReplayMoment[];
  readonly rows: ReadonlyArray<
    readonly [
      id: string,
      name: string,
      latinName: string | null,
      border: number,
      lanes: number,
      moment: number,
    ]
  >;
}

/** The places as `packRows` was given them. */
export function placesIn({ borders, lanes, rows }: PackedRows): ReplayPlace[] {
  return rows.flatMap(([id, name, latinName, border, of]) => {
    const shared = borders[border];
    return shared === undefined ? [] : [{ id, name, latinName, ...shared, lanes: lanes[of] ?? [] }];
  });
}

export function unpackRows(packed: PackedRows): BoardRow[] {
  return placesIn(packed).flatMap((place, index) => {
    const moment = packed.moments[packed.rows[index]?.[5] ?? -1];
    return moment === undefined ? [] : [rowAt(place, moment, packed.at)];
  });
}
