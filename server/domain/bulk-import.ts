/** Files that people bring: a table of reports or of crossings, checked row by row before anything of it counts. */
import { ROW_FIELDS } from "./report-row.ts";

export const IMPORT_KINDS = ["reports", "crossings"] as const;
export type ImportKind = (typeof IMPORT_KINDS)[number];

/** `all`: every row or none; `good`: those that are well, and the others are told. */
export const IMPORT_MODES = ["all", "good"] as const;

/** Pieces come in, are read through, may be applied, are applied, have been; or the file is none. */
export const IMPORT_STATES = [
  "receiving",
  "checking",
  "checked",
  "applying",
  "applied",
  "failed",
] as const;

export const REPORT_COLUMNS = [...ROW_FIELDS, "source", "source_kind", "party"] as const;
export const CROSSING_COLUMNS = [
  "id",
  "name",
  "alt_names",
  "name_ur",
  "name_ps",
  "name_fa",
  "country_a",
  "place_a",
  "zone_a",
  "country_b",
  "place_b",
  "zone_b",
  "latitude",
  "longitude",
  "precision_metres",
  "type",
  "modes",
  "directions",
  "expected_interval_minutes",
  "note",
] as const;

/** Of one piece of a file; with the letters of base64 it stays below what a request may hold. */
export const PIECE_BYTES = 180 * 1024;
/** A million rows are about 100 MB. */
export const MAX_IMPORT_BYTES = 1024 * 1024 * 1024;
/** Of problems kept and told of one file; the rest is counted. */
export const MAX_TOLD_ROWS = 10_000;
