import type { LaneRibbon, RibbonSegment } from "#server/domain/history.ts";
import { type CsvColumn, type CsvOptions, writeCsv } from "./csv.ts";

interface Row {
  readonly crossing: string;
  readonly lane: string;
  readonly segment: RibbonSegment;
}

const COLUMNS: readonly CsvColumn<Row>[] = [
  { name: "crossing", tag: "#loc+code", value: (row) => row.crossing },
  { name: "lane", tag: "#access+lane+code", value: (row) => row.lane },
  { name: "state", tag: "#status+code", value: (row) => row.segment.value },
  { name: "from", tag: "#date+start", value: (row) => row.segment.fromAt },
  { name: "to", tag: "#date+end", value: (row) => row.segment.toAt },
];

/** One row for each stretch in which a lane's state did not change, lane by lane, oldest first; `to` is no part of it. */
export function writeLanesCsv(
  crossing: string,
  ribbons: readonly LaneRibbon[],
  options: CsvOptions,
): string {
  const rows = ribbons.flatMap(({ lane, segments }) =>
    segments.map((segment) => ({ crossing, lane, segment })),
  );
  return writeCsv(COLUMNS, rows, options);
}
