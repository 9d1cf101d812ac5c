import type postgres from "postgres";
import { z } from "zod";

/** A pool, or one transaction on it. */
export type Queries = postgres.Sql | postgres.TransactionSql;

/** A table of ours with its columns in order; generated ones are left out, as they cannot be written. */
export interface TableShape {
  readonly name: string;
  readonly columns: readonly string[];
}

const TableRow = z.object({
  name: z.string(),
  columns: z.array(z.string()),
  /** Tables that its foreign keys point to, without itself. */
  needs: z.array(z.string()),
});

/** Every table of ours, each after those that it refers to. */
export async function listTables(sql: Queries): Promise<TableShape[]> {
  const rows = await sql`
    select t.relname as name,
      array(select a.attname::text from pg_attribute a
        where a.attrelid = t.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
        order by a.attnum) as columns,
      array(select distinct f.relname::text from pg_constraint c join pg_class f on f.oid = c.confrelid
        where c.conrelid = t.oid and c.contype = 'f' and f.oid <> t.oid) as needs
    from pg_class t join pg_namespace n on n.oid = t.relnamespace
    where n.nspname = 'public' and t.relkind = 'r' order by t.relname`;
  const waiting = rows.map((row) => TableRow.parse(row));
  const sorted: TableShape[] = [];
  while (waiting.length > 0) {
    const isReady = (needs: readonly string[]) =>
      needs.every((need) => sorted.some(({ name }) => name === need));
    const next = waiting.findIndex(({ needs }) => isReady(needs));
    const [table] = next === -1 ? [] : waiting.splice(next, 1);
    if (table === undefined) {
      throw new Error(`tables refer to each other in a circle: ${waiting.map((t) => t.name)}`);
    }
    sorted.push({ name: table.name, columns: table.columns });
  }
  return sorted;
}

/** Identifies the schema: the hashes of the migrations that made it, in order. */
export async function listMigrations(sql: Queries): Promise<string[]> {
  const rows = await sql`select hash from drizzle.__drizzle_migrations order by id`;
  return rows.map(({ hash }) => String(hash));
}

/** The `copy` command for a table, in Postgres' text format: one line a row, whatever it holds. */
export function copyCommand({ name, columns }: TableShape, direction: "to stdout" | "from stdin") {
  const quoted = (identifier: string) => `"${identifier.replaceAll('"', '""')}"`;
  return `copy ${quoted(name)} (${columns.map(quoted).join(", ")}) ${direction}`;
}
