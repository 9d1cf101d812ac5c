import type { Change, ChangeDetail } from "#server/domain/change.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { type CsvColumn, type CsvOptions, writeCsv } from "./csv.ts";
import { describeChange } from "./words/describe-change.ts";

export interface ChangeAtCrossing {
  readonly change: Change;
  readonly crossing: Pick<Crossing, "id" | "name" | "lanes">;
}

interface Row extends ChangeAtCrossing {
  readonly detail: ChangeDetail;
}

const COLUMNS: readonly CsvColumn<Row>[] = [
  { name: "change", tag: "#meta+id", value: ({ change }) => change.id },
  { name: "crossing", tag: "#loc+code", value: ({ change }) => change.crossingId },
  { name: "name", tag: "#loc+name+i_en", value: ({ crossing }) => crossing.name },
  { name: "sequence", tag: "#meta+sequence", value: ({ change }) => change.sequence },
  { name: "at", tag: "#date+reported", value: ({ change }) => change.at },
  { name: "observed_at", tag: "#date+occurred", value: ({ change }) => change.observedAt },
  { name: "kind", tag: "#event+type", value: ({ detail }) => detail.kind },
  {
    name: "description",
    tag: "#description+i_en",
    value: ({ detail, crossing }) => describeChange(detail, crossing),
  },
];

/** One row for each detail of each change, in the order given. */
export function writeChangesCsv(changes: readonly ChangeAtCrossing[], options: CsvOptions): string {
  const rows = changes.flatMap(({ change, crossing }) =>
    change.details.map((detail) => ({ change, crossing, detail })),
  );
  return writeCsv(COLUMNS, rows, options);
}
