import { sql } from "drizzle-orm";
import { z } from "zod";
import { selectRows } from "#server/db/rows.ts";
import { type CsvColumn, writeCsv } from "#server/formats/csv.ts";
import type { ServiceContext } from "../context.ts";
import { assertCanImport, getImport } from "./import-records.ts";

const Problem = z.object({
  row: z.number(),
  field: z.string(),
  message: z.string(),
  raw: z.string(),
});
type Problem = z.output<typeof Problem>;

/** What is wrong with a file's rows, by row. @throws DomainError `forbidden`, `not_found` */
export async function listProblems(
  ctx: ServiceContext,
  { id, limit }: { readonly id: string; readonly limit: number },
): Promise<{ problems: Problem[] }> {
  const { actor, database } = ctx;
  const { kind } = await getImport(database, id);
  assertCanImport(actor, kind);
  const problems = await selectRows(
    database,
    Problem,
    sql`select row, field, message, raw from import_problems where import_id = ${id}::uuid
      order by row, ordinal limit ${limit}`,
  );
  return { problems };
}

const COLUMNS: readonly CsvColumn<Problem>[] = [
  { name: "line", tag: "#meta+line", value: ({ row }) => row },
  { name: "column", tag: "#meta+column", value: ({ field }) => field },
  { name: "problem", tag: "#meta+problem", value: ({ message }) => message },
  { name: "row", tag: "#meta+row", value: ({ raw }) => raw },
];

/** The same as a file to download. */
export const problemsCsv = (problems: readonly Problem[]): string =>
  writeCsv(COLUMNS, problems, { hxl: false });
