/** Whole histories, which are streamed: they pass the door as they are made, and no cache keeps them. */
const BULK = /^\/api\/v1\/reports\.(csv|ndjson)$/;

export type BulkFormat = "csv" | "ndjson";

/** The format asked for, null for any other path. */
export function matchBulkPath(pathname: string): BulkFormat | null {
  const format = BULK.exec(pathname)?.[1];
  return format === "csv" || format === "ndjson" ? format : null;
}
