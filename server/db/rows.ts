import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "./client.ts";

/** Runs hand-written SQL and parses each row, so that what comes out has the type it claims. */
export async function selectRows<T extends z.ZodType>(
  database: Database | Transaction,
  schema: T,
  query: SQL,
): Promise<z.output<T>[]> {
  return z.array(schema).parse([...(await database.execute(query))]);
}

/** Rows as one JSON parameter, for `jsonb_to_recordset`: one statement whatever their number. */
export const jsonParam = (rows: unknown): SQL => sql`${JSON.stringify(rows)}::text::jsonb`;
