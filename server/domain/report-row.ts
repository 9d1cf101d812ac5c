/** The fields of a report as one row of a table: what a file brings and what a feed's columns are mapped to. */
export const ROW_FIELDS = [
  "id",
  "crossing",
  "observed_at",
  "lanes",
  "state",
  "track",
  "cause",
  "people_stranded",
  "trucks_stranded",
  "people_crossed_24h",
  "trucks_crossed_24h",
  "wait_minutes",
  "basis",
  "side",
  "note",
] as const;
export type RowField = (typeof ROW_FIELDS)[number];

/** A row as it was written; what is absent or empty says nothing. */
export type RowCells = Readonly<Partial<Record<RowField, string>>>;
