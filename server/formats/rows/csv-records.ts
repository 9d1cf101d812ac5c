/**
 * Reads CSV of any size, a piece at a time: a byte order mark, commas, semicolons or tabs, quotes that hold line ends, a row
 * of HXL tags under the header. What is held at a time is one piece and one record; a record has an upper size, so that a
 * quote that is never closed does not swallow the file.
 */
import { Readable } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { z } from "zod";
import { DomainError } from "#server/domain/errors.ts";
import { faultText } from "#server/domain/fault.ts";

export interface CsvRow {
  /** The line on which it begins, the header being the first. */
  readonly line: number;
  readonly cells: Readonly<Record<string, string>>;
  /** As it was written. */
  readonly raw: string;
}

export interface CsvTable {
  /** As they are written, without spaces around them. */
  readonly columns: readonly string[];
  readonly rows: AsyncGenerator<CsvRow>;
}

const MAX_RECORD_CHARS = 64 * 1024;
/** A header that is longer is none. */
const MAX_HEADER_CHARS = 64 * 1024;
const MAX_COLUMNS = 200;
const DELIMITERS = [",", ";", "\t"] as const;

const notText = () => new DomainError("invalid", faultText("fileNotUtf8"));

async function* decoded(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<string> {
  // The byte order mark is dropped by the decoder.
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
    yield decoder.decode();
  } catch (error) {
    if (error instanceof TypeError) throw notText();
    throw error;
  }
}

/** The one that most often stands in the header, outside of quotes. */
function delimiterOf(header: string): string {
  const bare = header.replace(/"(?:[^"]|"")*"/g, "");
  const counts = DELIMITERS.map((delimiter) => bare.split(delimiter).length);
  return DELIMITERS[counts.indexOf(Math.max(...counts))] ?? ",";
}

const Parsed = z.object({
  record: z.array(z.string()),
  raw: z.string(),
  info: z.object({ lines: z.number() }),
});

const linesIn = (text: string) => text.split(/\r\n|\r|\n/).length - 1;

function explain(error: unknown): unknown {
  if (!(error instanceof CsvError)) return error;
  const line = Number(error.lines ?? 0);
  const code =
    error.code === "CSV_MAX_RECORD_SIZE"
      ? "rowTooLong"
      : error.code === "CSV_QUOTE_NOT_CLOSED"
        ? "quoteOpen"
        : "quotesWrong";
  return new DomainError("invalid", faultText(code, { line }));
}

const isTagRow = (cells: readonly string[]) =>
  cells.some((cell) => cell.trim() !== "") &&
  cells.every((cell) => cell.trim() === "" || /^#[a-z]/i.test(cell.trim()));

/** Duplicate and empty columns would hide each other. */
function checkColumns(columns: readonly string[]): void {
  if (columns.every((column) => column === "")) {
    throw new DomainError("invalid", faultText("fileEmpty"));
  }
  if (columns.length > MAX_COLUMNS) {
    throw new DomainError("invalid", faultText("manyColumns", { count: columns.length }));
  }
  const twice = columns.find((column, i) => column !== "" && columns.indexOf(column) !== i);
  if (twice !== undefined) {
    throw new DomainError("invalid", faultText("columnTwice", { column: twice.slice(0, 80) }));
  }
}

/**
 * @param chunks the file's bytes, in order
 * @throws DomainError `invalid`, now or while rows are read: no UTF-8, no header, quotes that do not fit
 */
export async function readCsv(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<CsvTable> {
  const texts = decoded(chunks);
  let begun = "";
  for await (const text of headPieces(texts)) begun += text;
  const [header = ""] = begun.split(/\r\n|\r|\n/, 1);
  const parser = parse({
    delimiter: delimiterOf(header),
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: MAX_RECORD_CHARS,
    info: true,
    raw: true,
  });
  const source = Readable.from(rest(begun, texts));
  source.on("error", (error) => parser.destroy(error));
  source.pipe(parser);
  const records = parser[Symbol.asyncIterator]();
  const next = async () => {
    try {
      const { done, value } = await records.next();
      return done === true ? null : Parsed.parse(value);
    } catch (error) {
      throw explain(error);
    }
  };
  const first = await next();
  const columns = (first?.record ?? []).map((column) => column.trim());
  checkColumns(columns);
  async function* rows(): AsyncGenerator<CsvRow> {
    let isFirst = true;
    try {
      for (let one = await next(); one !== null; one = await next()) {
        const { record, raw, info } = one;
        const isTags = isFirst && isTagRow(record);
        isFirst = false;
        if (isTags || record.every((cell) => cell.trim() === "")) continue;
        const named = columns.map((column, i) => [column, record[i] ?? ""] as const);
        const extra = record.slice(columns.length).some((cell) => cell.trim() !== "");
        yield {
          line: Math.max(1, info.lines - linesIn(raw.replace(/[\r\n]+$/, ""))),
          cells: Object.fromEntries(extra ? [...named, ["", "too many cells"]] : named),
          raw: raw.replace(/[\r\n]+$/, ""),
        };
      }
    } finally {
      source.destroy();
      parser.destroy();
    }
  }
  return { columns, rows: rows() };
}

/** Pieces until the first line is whole. */
async function* headPieces(texts: AsyncGenerator<string>): AsyncGenerator<string> {
  let length = 0;
  while (length < MAX_HEADER_CHARS) {
    const { done, value } = await texts.next();
    if (done === true) return;
    length += value.length;
    yield value;
    if (/[\r\n]/.test(value)) return;
  }
}

async function* rest(begun: string, texts: AsyncGenerator<string>): AsyncGenerator<string> {
  if (begun !== "") yield begun;
  yield* texts;
}
