/**
 * A backup: every table of ours as of one instant, and the pictures that they name, in one gzip file of lines.
 *
 *   {"gatewatch":"backup","version":2,"madeAt":…,"migrations":[…]}
 *   {"table":"accounts","columns":[…]}
 *   …rows, one a line, in the text format of Postgres' COPY, in which no row is the line `\.`
 *   \.
 *   …the next table, after all that it refers to…
 *   …pictures, two lines each: see backup-pictures.ts…
 *   {"end":true,"rows":{"accounts":3,…},"pictures":12,"lastTransaction":"812"}
 *
 * A file without its last line was cut off. Jobs in the queue are not in it: they are made anew or are no longer due.
 * It holds password hashes, reporters' names and unpublished photos: keep it where nobody else can read.
 */
import { once } from "node:events";
import { createWriteStream, renameSync, rmSync } from "node:fs";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type postgres from "postgres";
import { type PictureCounts, type PictureShelf, pictureLines } from "./backup-pictures.ts";
import { copyCommand, listMigrations, listTables, type TableShape } from "./tables.ts";

export const BACKUP_VERSION = 2;
/** Ends the rows of a table. */
export const END_OF_ROWS = "\\.";

export type RowCounts = Record<string, number>;

export interface BackupCounts {
  readonly rows: RowCounts;
  readonly pictures: PictureCounts;
}

const NEWLINE = 0x0a;

function countLines(chunk: Uint8Array): number {
  let lines = 0;
  for (const byte of chunk) if (byte === NEWLINE) lines += 1;
  return lines;
}

async function* tableLines(
  sql: postgres.TransactionSql,
  table: TableShape,
  counts: RowCounts,
): AsyncGenerator<string | Buffer> {
  yield `${JSON.stringify({ table: table.name, columns: table.columns })}\n`;
  let rows = 0;
  const stream = await sql.unsafe(copyCommand(table, "to stdout")).readable();
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    rows += countLines(bytes);
    yield bytes;
  }
  counts[table.name] = rows;
  yield `${END_OF_ROWS}\n`;
}

interface BackupSource {
  readonly madeAt: string;
  readonly shelf: PictureShelf;
}

async function* backupLines(
  sql: postgres.TransactionSql,
  { madeAt, shelf }: BackupSource,
  { rows, pictures }: BackupCounts,
): AsyncGenerator<string | Buffer> {
  const migrations = await listMigrations(sql);
  yield `${JSON.stringify({ gatewatch: "backup", version: BACKUP_VERSION, madeAt, migrations })}\n`;
  for (const table of await listTables(sql)) yield* tableLines(sql, table, rows);
  yield* pictureLines(sql, shelf, pictures);
  const [last] =
    await sql`select coalesce(max(transaction)::text, '0') as transaction from changes`;
  yield `${JSON.stringify({ end: true, rows, pictures: pictures.written, lastTransaction: last?.transaction })}\n`;
}

/** Writes the backup to `file`, which appears whole or not at all, readable by its owner only. */
export async function writeBackup(
  sql: postgres.Sql,
  { file, ...source }: BackupSource & { readonly file: string },
): Promise<BackupCounts> {
  const counts: BackupCounts = { rows: {}, pictures: { written: 0, missing: 0 } };
  const unfinished = `${file}.unfinished`;
  const output = createWriteStream(unfinished, { mode: 0o600, flush: true });
  // Before anything is read: a folder that cannot be written to is told at once.
  await once(output, "open");
  try {
    await sql.begin("isolation level repeatable read read only", async (tx) => {
      await pipeline(backupLines(tx, source, counts), createGzip(), output);
    });
    renameSync(unfinished, file);
  } catch (error) {
    rmSync(unfinished, { force: true });
    throw error;
  }
  return counts;
}
