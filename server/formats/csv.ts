/**
 * CSV by RFC 4180: comma, CRLF, quotes doubled, UTF-8 without a byte order mark.
 *
 * A spreadsheet runs text that begins like a formula, and much of what is written here was typed by strangers. Such text
 * gets an apostrophe in front (https://owasp.org/www-community/attacks/CSV_Injection). Numbers are numbers and stay.
 */
export type CsvCell = string | number | boolean | null;

export interface CsvColumn<Row> {
  readonly name: string;
  /** HXL hashtag with its attributes, written as a second header row on request (https://hxlstandard.org). */
  readonly tag: string;
  readonly value: (row: Row) => CsvCell;
}

export interface CsvOptions {
  readonly hxl: boolean;
}

/** Also the full-width forms, which some spreadsheets take for the plain ones. */
const FORMULA_START = /^[\s\p{Cc}\u200b\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;
const NEEDS_QUOTES = /[",\r\n]|^\s|\s$/;

export function csvCell(value: CsvCell): string {
  if (value === null) return "";
  if (typeof value !== "string") return String(value);
  const safe = FORMULA_START.test(value) ? `'${value}` : value;
  return NEEDS_QUOTES.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const writeLine = (cells: readonly CsvCell[]): string => `${cells.map(csvCell).join(",")}\r\n`;

/** The header row, and the row of tags when it is asked for. */
export function writeCsvHead<Row>(columns: readonly CsvColumn<Row>[], { hxl }: CsvOptions): string {
  const head = writeLine(columns.map((column) => column.name));
  // Tags begin with "#", which no spreadsheet runs.
  return hxl ? head + writeLine(columns.map((column) => column.tag)) : head;
}

export const writeCsvRows = <Row>(columns: readonly CsvColumn<Row>[], rows: readonly Row[]) =>
  rows.map((row) => writeLine(columns.map((column) => column.value(row)))).join("");

/** A table with its header row; no measurement is an empty cell, never a zero. */
export function writeCsv<Row>(
  columns: readonly CsvColumn<Row>[],
  rows: readonly Row[],
  options: CsvOptions,
): string {
  return writeCsvHead(columns, options) + writeCsvRows(columns, rows);
}
