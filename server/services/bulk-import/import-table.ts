/**
 * Reads a table through once, in batches: to check it, to store the rows that are well, or to store all or none. What is
 * held at a time is one batch, however long the file is; each batch is a transaction of its own, but for `all`, where one
 * holds them all, and the locks of its crossings with them.
 */
import type { Database } from "#server/db/client.ts";
import { CROSSING_COLUMNS, type ImportKind, REPORT_COLUMNS } from "#server/domain/bulk-import.ts";
import { DomainError, type FieldProblem } from "#server/domain/errors.ts";
import { faultText } from "#server/domain/fault.ts";
import type { Instant } from "#server/domain/time.ts";
import { type CsvRow, readCsv } from "#server/formats/rows/csv-records.ts";
import { forgetCrossings, listCrossings } from "../crossings/find-crossings.ts";
import { crossingRows } from "./crossing-rows.ts";
import { type Bringer, reportRows } from "./report-rows.ts";
import type { RowOutcome, TableRows } from "./table-rows.ts";

export interface RowProblem {
  /** The line on which the row begins, the header being the first. */
  readonly line: number;
  readonly problems: readonly FieldProblem[];
  readonly raw: string;
}

export interface ImportCounts {
  readonly rows: number;
  readonly added: number;
  readonly repeated: number;
  readonly bad: number;
}

export interface TableImport {
  readonly kind: ImportKind;
  /** The file from its beginning. */
  readonly chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>;
  readonly mode: "check" | "all" | "good";
  readonly bringer: Bringer | null;
  readonly now: Instant;
  readonly onProblems: (problems: readonly RowProblem[]) => Promise<void>;
  readonly onProgress?: (counts: ImportCounts) => Promise<void>;
}

/** Rows in one transaction: deriving a crossing's status costs the same for many as for one. */
const BATCH = 1_000;

const COLUMNS: Readonly<Record<ImportKind, readonly string[]>> = {
  reports: REPORT_COLUMNS,
  crossings: CROSSING_COLUMNS,
};

/** "Observed at" is `observed_at`; a column that is not known is told, so that none is silently lost. */
function columnNames(columns: readonly string[], kind: ImportKind): Map<string, string> {
  const names = new Map(
    columns.map((column) => [
      column,
      column
        .trim()
        .toLowerCase()
        .replace(/[\s-]+/g, "_"),
    ]),
  );
  const unknown = [...names].filter(([, name]) => name !== "" && !COLUMNS[kind].includes(name));
  if (unknown.length > 0) {
    const listed = unknown.slice(0, 5).map(([column]) => `"${column.slice(0, 40)}"`);
    const given = { columns: listed.join(", "), choices: COLUMNS[kind].join(", ") };
    throw new DomainError("invalid", faultText("unknownColumns", given));
  }
  return names;
}

/** Ends the transaction of `all`; the problems have been told. */
export class NotAll extends Error {}

/** @param settleRows what becomes of some rows, in their order */
async function runPass<Row>(
  table: TableRows<Row>,
  input: TableImport,
  settleRows: (rows: readonly Row[]) => Promise<RowOutcome[]>,
): Promise<ImportCounts> {
  const { kind, mode, onProblems, onProgress } = input;
  const csv = await readCsv(input.chunks);
  const names = columnNames(csv.columns, kind);
  const counts = { rows: 0, added: 0, repeated: 0, bad: 0 };
  let batch: { row: Row; csv: CsvRow }[] = [];
  let problems: RowProblem[] = [];
  const refuse = ({ line, raw }: CsvRow, found: readonly FieldProblem[]) => {
    counts.bad += 1;
    problems.push({ line, raw, problems: found });
  };
  const settle = async () => {
    const outcomes = await settleRows(batch.map(({ row }) => row));
    outcomes.forEach((outcome, i) => {
      const of = batch[i];
      if (outcome.kind !== "refused") counts[outcome.kind] += 1;
      else if (of !== undefined) refuse(of.csv, [outcome.problem]);
    });
    batch = [];
    if (problems.length > 0) await onProblems(problems);
    problems = [];
    if (mode === "all" && counts.bad > 0) throw new NotAll();
    await onProgress?.(counts);
  };
  for await (const one of csv.rows) {
    counts.rows += 1;
    if (one.cells[""] === "too many cells") {
      refuse(one, [{ path: "", message: faultText("moreCells") }]);
    } else {
      const cells = Object.fromEntries(
        Object.entries(one.cells).map(([column, cell]) => [names.get(column) ?? column, cell]),
      );
      const read = table.read(cells);
      if ("row" in read) batch.push({ row: read.row, csv: one });
      else refuse(one, read.problems);
    }
    if (batch.length + problems.length >= BATCH) await settle();
  }
  await settle();
  return counts;
}

async function runTable<Row>(
  database: Database,
  table: TableRows<Row>,
  input: TableImport,
): Promise<ImportCounts> {
  if (input.mode === "check") return runPass(table, input, (rows) => table.check(database, rows));
  if (input.mode === "good") return runPass(table, input, (rows) => table.store(database, rows));
  return database.transaction(async (tx) => {
    const whole = await table.begin(tx);
    const counts = await runPass(table, input, whole.store);
    await whole.end();
    return counts;
  });
}

/**
 * @returns counts; of `all` with any bad row null, and nothing was stored
 * @throws DomainError `invalid` when the file is no such table; in mode `good` what was stored before stays
 */
export async function importTable(
  database: Database,
  input: TableImport,
): Promise<ImportCounts | null> {
  const byId = new Map((await listCrossings(database, input.now)).map((one) => [one.id, one]));
  try {
    return input.kind === "reports"
      ? await runTable(database, reportRows(byId, input.bringer, input.now), input)
      : await runTable(database, crossingRows(byId), input);
  } catch (error) {
    if (error instanceof NotAll) return null;
    throw error;
  } finally {
    if (input.kind === "crossings") forgetCrossings(database);
  }
}
