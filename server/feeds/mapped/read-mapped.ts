/** A table that an admin has said the meaning of, as reports. A row that does not fit is flagged and harms no other. */

import { METRICS } from "#server/domain/claim.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { FieldProblem } from "#server/domain/errors.ts";
import type {
  FeedFlag,
  FeedFlagKind,
  FeedMapping,
  FeedReading,
  PlaceReport,
} from "#server/domain/feed.ts";
import { ROW_FIELDS, type RowCells, type RowField } from "#server/domain/report-row.ts";
import { readReportRow } from "#server/formats/rows/read-report-row.ts";

export type TableRow = Readonly<Record<string, string>>;

/** The crossing that a feed's word for a place stands for; null: none that we know. */
export type CrossingOf = (place: string) => Crossing | null;

function cellsOf(row: TableRow, { columns }: FeedMapping): RowCells {
  const cells: Partial<Record<RowField, string>> = {};
  for (const field of ROW_FIELDS) {
    const column = columns[field];
    const cell = column ? (row[column] ?? "") : "";
    if (cell.trim() !== "") cells[field] = cell;
  }
  return cells;
}

const METRIC_FIELDS: readonly string[] = METRICS;

function flagKind({ path }: FieldProblem): FeedFlagKind {
  if (path === "observed_at") return "no_time";
  if (METRIC_FIELDS.includes(path)) return "bad_number";
  return path === "state" ? "unknown_word" : "misfit";
}

const MAX_TEXT = 160;

export function readMapped(
  rows: readonly TableRow[],
  mapping: FeedMapping,
  crossingOf: CrossingOf,
): FeedReading {
  const reports: PlaceReport[] = [];
  const flags: FeedFlag[] = [];
  for (const row of rows) {
    const cells = cellsOf(row, mapping);
    const place = (cells.crossing ?? "").trim().slice(0, 200);
    const crossing = crossingOf(place);
    if (crossing === null) {
      flags.push({ place, kind: "unknown_place", text: place.slice(0, MAX_TEXT) });
      continue;
    }
    const read = readReportRow(cells, { crossing, zone: mapping.zone, states: mapping.states });
    if ("report" in read) reports.push({ place, ...read.report });
    else {
      for (const problem of read.problems) {
        const text = `${problem.path} ${problem.message}`.slice(0, MAX_TEXT);
        flags.push({ place, kind: flagKind(problem), text });
      }
    }
  }
  return { reports, flags };
}
