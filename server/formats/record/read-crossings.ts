/** The registry: crossings of the record with their sides and lanes. */
import { type Crossing, lanesBetween, type Mode } from "#server/domain/crossing.ts";
import type { RecordCrossing } from "./record-schema.ts";
import { toLink } from "./record-sources.ts";

/**
 * How often a word is expected, in minutes. The five crossings that carry Pakistan–Afghanistan trade are
 * watched twice a day by the record's own density in 2025; from the others a word a day is as much as anybody gives.
 */
const BUSY_INTERVAL_MINUTES = 12 * 60;
const QUIET_INTERVAL_MINUTES = 24 * 60;
const BUSY = ["torkham", "chaman-spin-boldak", "kharlachi", "ghulam-khan", "angoor-ada"];

/** `serves` true or unknown: the lane exists, and is unknown until someone reports; rail where the type says so. */
function modesOf(row: RecordCrossing): Mode[] {
  const modes: Mode[] = ["pedestrian", "passenger", "truck"];
  return row.type.split("+").includes("rail") ? [...modes, "rail"] : modes;
}

export function readCrossing(row: RecordCrossing): Crossing {
  const [a, b] = row.sides;
  const side = (s: RecordCrossing["sides"][number]) => ({
    country: s.country,
    place: s.place,
    admin: s.admin,
    authority: null,
    zone: s.tz,
  });
  return {
    id: row.id,
    name: row.name,
    altNames: row.alt_names,
    localNames: {
      ...row.names_spelled,
      ...Object.fromEntries(
        Object.entries(row.names_local).flatMap(([language, name]) =>
          name === null ? [] : [[language, name]],
        ),
      ),
    },
    sides: [side(a), side(b)],
    position:
      row.lat === null || row.lon === null
        ? null
        : {
            latitude: row.lat,
            longitude: row.lon,
            precisionMetres: row.coord_precision_m ?? 0,
            note: row.coord_note,
          },
    type: row.type,
    lanes: lanesBetween(a.country, b.country, modesOf(row)),
    expectedIntervalMinutes: BUSY.includes(row.id) ? BUSY_INTERVAL_MINUTES : QUIET_INTERVAL_MINUTES,
    note: row.note,
    sources: row.sources.map(toLink),
  };
}
