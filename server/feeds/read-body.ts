/** What a feed's answer says: from bytes to a reading, by the feed's kind. */
import { DomainError } from "#server/domain/errors.ts";
import { faultText } from "#server/domain/fault.ts";
import type { FeedFlag, FeedKind, FeedMapping, FeedReading } from "#server/domain/feed.ts";
import type { Instant } from "#server/domain/time.ts";
import { readCsv } from "#server/formats/rows/csv-records.ts";
import { readCbp } from "./cbp/read-cbp.ts";
import { readGeoJson } from "./mapped/read-geojson.ts";
import { type CrossingOf, readMapped, type TableRow } from "./mapped/read-mapped.ts";

export interface FeedBody {
  readonly kind: FeedKind;
  readonly body: Buffer;
  readonly contentType: string;
}

/** More is no list of crossings. */
const MAX_ROWS = 20_000;

const utf8 = new TextDecoder("utf-8", { fatal: true });

function textOf({ body, contentType }: FeedBody): string {
  if (body.length === 0) throw new DomainError("invalid", faultText("empty"));
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    throw new DomainError("invalid", faultText("notUtf8"));
  }
  if (text.trim() === "") throw new DomainError("invalid", faultText("empty"));
  // Error pages come with 200 and any content type.
  if (/^text\/html/i.test(contentType) || /^\s*<(?:!doctype\s+html|html)\b/i.test(text)) {
    throw new DomainError("invalid", faultText("webPage"));
  }
  return text;
}

export function parseJson(feedBody: FeedBody): unknown {
  const text = textOf(feedBody);
  try {
    return JSON.parse(text);
  } catch {
    throw new DomainError("invalid", faultText("notJson"));
  }
}

export interface FeedRows {
  readonly rows: readonly TableRow[];
  /** There are more than are read. */
  readonly isCut: boolean;
}

/**
 * The rows of a mapped feed, for reading and for showing its columns.
 * @throws DomainError `invalid`: nothing, a web page, not the format
 */
export async function readRows(feedBody: FeedBody): Promise<FeedRows> {
  if (feedBody.kind === "mapped_geojson") {
    const features = readGeoJson(parseJson(feedBody));
    return { rows: features.slice(0, MAX_ROWS), isCut: features.length > MAX_ROWS };
  }
  textOf(feedBody);
  const table = await readCsv([feedBody.body]);
  const rows: TableRow[] = [];
  for await (const { cells } of table.rows) {
    if (rows.length === MAX_ROWS) return { rows, isCut: true };
    rows.push(cells);
  }
  return { rows, isCut: false };
}

const CUT: FeedFlag = {
  place: "",
  kind: "too_many",
  text: faultText("rowsCut", { count: MAX_ROWS }),
};

/** @throws DomainError `invalid` when it is no answer of that kind */
export async function readBody(
  feedBody: FeedBody,
  {
    mapping,
    crossingOf,
    now,
  }: Readonly<{ mapping: FeedMapping | null; crossingOf: CrossingOf; now: Instant }>,
): Promise<FeedReading> {
  if (feedBody.kind === "cbp_bwt") return readCbp(parseJson(feedBody), now);
  if (mapping === null) throw new DomainError("invalid", faultText("noMapping"));
  const { rows, isCut } = await readRows(feedBody);
  const reading = readMapped(rows, mapping, crossingOf);
  return isCut ? { ...reading, flags: [CUT, ...reading.flags] } : reading;
}
