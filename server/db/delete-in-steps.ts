import { type SQL, sql } from "drizzle-orm";
import type { Database, Transaction } from "./client.ts";

/** Rows of one step. Each is a statement, and so a transaction, of its own: nobody waits long for what it locks. */
const STEP_ROWS = 1_000;

/**
 * Deletes many rows a step at a time, until a step finds fewer than it may take.
 * @param step makes the statement: `limit` stands in its text, and it returns a row for each that it deletes
 * @returns how many
 */
export async function deleteInSteps(
  database: Database | Transaction,
  step: (limit: SQL) => SQL,
  rowsPerStep = STEP_ROWS,
): Promise<number> {
  const statement = step(sql`limit ${sql.raw(String(rowsPerStep))}`);
  for (let deleted = 0; ; ) {
    const { length } = await database.execute(statement);
    deleted += length;
    if (length < rowsPerStep) return deleted;
  }
}
