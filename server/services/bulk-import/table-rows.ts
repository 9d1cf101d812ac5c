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
  store(database: Database | Transaction, rows: readonly Row[]): Promise<RowOutcome[]>;
}
