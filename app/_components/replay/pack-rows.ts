/** Made on the server: rows of the board as the replay's page carries them. */
import type { Locale } from "#app/locales.ts";
import type { LaneId } from "#server/domain/crossing.ts";
import { type ReplayMoment, toMoment } from "#server/domain/replay.ts";
import type { Instant } from "#server/domain/time.ts";
import { type OverviewRow, toBoardRow } from "../overview/board-row.ts";
import type { ReplayPlace } from "./moved-row.ts";
import type { Border, PackedRows } from "./packed-rows.ts";

/** Values, each once, found again by what they say. */
class Shelf<Value> {
  readonly values: Value[] = [];
  readonly #places = new Map<string, number>();

  placeOf(value: Value): number {
    const text = JSON.stringify(value);
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    this.#places.set(text, this.values.length);
    return this.values.push(value) - 1;
  }
}

export interface ReplayRow {
  readonly place: ReplayPlace;
  readonly moment: ReplayMoment;
}

/** A crossing of the overview as the replay shows it, in the reader's language. */
export function toReplayRow(
  row: Pick<OverviewRow, "crossing" | "status">,
  locale: Locale,
): ReplayRow {
  const board = toBoardRow({ ...row, sparkline: [], sparklineMetric: null }, locale);
  const { id, name, latinName, countries, countryNames, zones, status } = board;
  const lanes = status.lanes.map(({ lane }) => lane);
  return {
    place: { id, name, latinName, countries, countryNames, zones, lanes },
    // With how far claims lie apart, which steps do not tell.
    moment: { ...toMoment(row.status), figures: status.figures },
  };
}

/** Rows in their order, as of `at`. */
export function packRows(rows: readonly ReplayRow[], at: Instant): PackedRows {
  const borders = new Shelf<Border>();
  const lanes = new Shelf<readonly LaneId[]>();
  const moments = new Shelf<ReplayMoment>();
  const packed = rows.map(({ place, moment }): PackedRows["rows"][number] => {
    const { id, name, latinName, countries, countryNames, zones } = place;
    const border = borders.placeOf({ countries, countryNames, zones });
    return [id, name, latinName, border, lanes.placeOf(place.lanes), moments.placeOf(moment)];
  });
  return {
    at,
    borders: borders.values,
    lanes: lanes.values,
    moments: moments.values,
    rows: packed,
  };
}
