import type { Closure } from "#server/domain/closure.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { closureId } from "./closure-id.ts";
import { type CsvColumn, type CsvOptions, writeCsv } from "./csv.ts";

/** A closure with the crossing that it is of. */
export interface ClosureAtCrossing {
  readonly closure: Closure;
  readonly crossing: Crossing;
}

const exceptionsOf = (closure: Closure): string[] => [
  ...new Set(closure.phases.flatMap(({ exceptions }) => exceptions.map((e) => e.class))),
];

const COLUMNS: readonly CsvColumn<ClosureAtCrossing>[] = [
  { name: "closure", tag: "#meta+id", value: ({ closure }) => closureId(closure) },
  { name: "crossing", tag: "#loc+code", value: ({ closure }) => closure.crossingId },
  { name: "name", tag: "#loc+name+i_en", value: ({ crossing }) => crossing.name },
  {
    name: "latitude",
    tag: "#geo+lat",
    value: ({ crossing }) => crossing.position?.latitude ?? null,
  },
  {
    name: "longitude",
    tag: "#geo+lon",
    value: ({ crossing }) => crossing.position?.longitude ?? null,
  },
  { name: "from", tag: "#date+start", value: ({ closure }) => closure.fromAt },
  { name: "to", tag: "#date+end", value: ({ closure }) => closure.toAt },
  { name: "from_as_written", tag: "#date+start+text", value: ({ closure }) => closure.from.text },
  {
    name: "from_precision",
    tag: "#meta+precision",
    value: ({ closure }) => closure.from.precision,
  },
  { name: "end", tag: "#status+code", value: ({ closure }) => closure.end },
  { name: "cause", tag: "#cause+type", value: ({ closure }) => closure.cause },
  { name: "lanes", tag: "#access+lanes", value: ({ closure }) => closure.lanes.join(";") },
  {
    name: "exceptions",
    tag: "#access+type",
    value: ({ closure }) => exceptionsOf(closure).join(";"),
  },
  {
    name: "first_movement_at",
    tag: "#date+movement",
    value: ({ closure }) => closure.firstMovement?.at ?? null,
  },
  {
    name: "first_movement_lane",
    tag: "#access+movement",
    value: ({ closure }) => closure.firstMovement?.lane ?? null,
  },
];

/** One row a closure, in the order given. For `ongoing` and `lost_sight`, `to` is where the view or the record ends. */
export function writeClosuresCsv(
  closures: readonly ClosureAtCrossing[],
  options: CsvOptions,
): string {
  return writeCsv(COLUMNS, closures, options);
}
