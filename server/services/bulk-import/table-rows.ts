import type { Database, Transaction } from "#server/db/client.ts";
import type { FieldProblem } from "#server/domain/errors.ts";

export type RowOutcome =
  | { readonly kind: "added" | "repeated" }
  | { readonly kind: "refused"; readonly problem: FieldProblem };

/** What the rows of one kind of table are, and how some of them are stored. */
export interface TableRows<Row> {
  read(
    cells: Readonly<Record<string, string>>,
  ): { readonly row: Row } | { readonly problems: readonly FieldProblem[] };
  /** What storing would come to, in the order of the rows. */
  check(database: Database | Transaction, rows: readonly Row[]): Promise<RowOutcome[]>;
  /** Some of the rows, for themselves. */
  store(database: Database, rows: readonly Row[]): Promise<RowOutcome[]>;
  /** Begins to store all of the rows in one transaction, some at a time. */
  begin(tx: Transaction): Promise<WholeTable<Row>>;
}

export interface WholeTable<Row> {
  store(rows: readonly Row[]): Promise<RowOutcome[]>;
  /** What follows from all of them, before the transaction ends. */
  end(): Promise<void>;
}
