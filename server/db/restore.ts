/**
 * Reads a backup (see backup.ts) back into an empty database, all of it in one transaction or nothing. Pictures are put
 * on their shelf before that commits, and taken away when it does not.
 *
 * Rows are only inserted, each table after those that it refers to, so that every check, foreign key and append-only
 * trigger stays in force while it runs and none has to be switched off.
 *
 * Changes carry the number of the transaction that made them, by which readers page through them; a number that this
 * server has not reached yet would hide a change until it has. So the server is first moved on past the last one.
 */
import { createReadStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import type postgres from "postgres";
import { z } from "zod";
import { DomainError } from "#server/domain/errors.ts";
import { errorCode } from "#server/start-error.ts";
import { BACKUP_VERSION, END_OF_ROWS, type RowCounts } from "./backup.ts";
import { PictureHead, type PictureShelf, shelveAll } from "./backup-pictures.ts";
import { copyCommand, listMigrations, listTables } from "./tables.ts";

const Header = z.object({
  gatewatch: z.literal("backup"),
  version: z.literal(BACKUP_VERSION),
  madeAt: z.string(),
  migrations: z.array(z.string()),
});
const TableHead = z.object({ table: z.string(), columns: z.array(z.string()) });
const Trailer = z.object({
  end: z.literal(true),
  rows: z.record(z.string(), z.int()),
  pictures: z.int(),
  lastTransaction: z.string(),
});

type Pictures = ReturnType<typeof shelveAll>;

const NEWLINE = 0x0a;

const damaged = (what: string) =>
  new DomainError("invalid", `The backup cannot be used: ${what}. Take another file.`);

function parseJson(line: Buffer | undefined): unknown {
  try {
    return JSON.parse(line?.toString("utf8") ?? "");
  } catch {
    return undefined;
  }
}

function parseLine<T extends z.ZodType>(
  schema: T,
  line: Buffer | undefined,
  what: string,
): z.output<T> {
  const parsed = schema.safeParse(parseJson(line));
  if (!parsed.success) throw damaged(what);
  return parsed.data;
}

/** Lines without their newline. Bytes, not text: a row may be large, and is handed on as it is. */
async function* linesOf(file: string): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  const source = createReadStream(file);
  const bytes = source.pipe(createGunzip());
  source.once("error", (error) => bytes.destroy(error));
  try {
    for await (const chunk of bytes) {
      const buffer = Buffer.from(chunk);
      let from = 0;
      for (let end = buffer.indexOf(NEWLINE); end !== -1; end = buffer.indexOf(NEWLINE, from)) {
        yield Buffer.concat([...rest, buffer.subarray(from, end)]);
        rest = [];
        from = end + 1;
      }
      if (from < buffer.length) rest.push(buffer.subarray(from));
    }
  } catch (error) {
    if (errorCode(error) === "ENOENT") {
      throw new DomainError("not_found", `There is no file ${file}; give the path of a backup.`);
    }
    if (errorCode(error)?.startsWith("Z_")) throw damaged("it is cut off or no gzip file");
    throw error;
  }
  if (rest.length > 0) throw damaged("its last line is cut off");
}

async function findFilledTable(sql: postgres.Sql, tables: readonly { name: string }[]) {
  for (const { name } of tables) {
    const [row] = await sql`select exists(select from ${sql(name)}) as filled`;
    if (row?.filled === true) return name;
  }
  return null;
}

async function checkTarget(sql: postgres.Sql, migrations: readonly string[]): Promise<void> {
  const filled = await findFilledTable(sql, await listTables(sql));
  if (filled !== null) {
    throw new DomainError(
      "conflict",
      `The database is not empty (${filled} has rows); restore into a new one: set DATA_DIR to a folder that does not exist yet, or DATABASE_URL to an empty database.`,
    );
  }
  if ((await listMigrations(sql)).join() !== migrations.join()) {
    throw new DomainError(
      "conflict",
      "The backup was made by another version of Gatewatch; restore it with that version, then start the newer one.",
    );
  }
}

/** The rows of one table, up to its end, with their newlines. */
async function* rowsUntilEnd(
  lines: AsyncGenerator<Buffer>,
  onRow: () => void,
): AsyncGenerator<Buffer> {
  for (;;) {
    const { value, done } = await lines.next();
    if (done === true) throw damaged("a table is cut off");
    if (value.length === 2 && value.toString("latin1") === END_OF_ROWS) return;
    onRow();
    yield Buffer.concat([value, Buffer.of(NEWLINE)]);
  }
}

async function shelvePicture(
  head: z.output<typeof PictureHead>,
  lines: AsyncGenerator<Buffer>,
  pictures: Pictures,
): Promise<void> {
  const { value: line, done } = await lines.next();
  if (done !== true && (await pictures.add(head, line))) return;
  throw damaged(`its photo ${head.picture.photoId} is not whole`);
}

async function copyTables(
  tx: postgres.TransactionSql,
  lines: AsyncGenerator<Buffer>,
  pictures: Pictures,
): Promise<{ rows: RowCounts; trailer: z.output<typeof Trailer> }> {
  const rows: RowCounts = {};
  const known = new Map((await listTables(tx)).map((table) => [table.name, table]));
  for (;;) {
    const { value: line, done } = await lines.next();
    if (done === true) throw damaged("its end is missing");
    const picture = PictureHead.safeParse(parseJson(line));
    if (picture.success) {
      await shelvePicture(picture.data, lines, pictures);
      continue;
    }
    const head = TableHead.safeParse(parseJson(line));
    if (!head.success) return { rows, trailer: parseLine(Trailer, line, "its end cannot be read") };
    const table = { name: head.data.table, columns: head.data.columns };
    if (known.get(table.name)?.columns.join() !== table.columns.join()) {
      throw damaged(`its table ${table.name} is not ours`);
    }
    let count = 0;
    const source = rowsUntilEnd(lines, () => {
      count += 1;
    });
    const target = await tx.unsafe(copyCommand(table, "from stdin")).writable();
    await pipeline(Readable.from(source), target);
    rows[table.name] = count;
  }
}

async function checkCounts(tx: postgres.TransactionSql, rows: RowCounts, told: RowCounts) {
  for (const [table, count] of Object.entries(told)) {
    const [row] = await tx`select count(*)::int as n from ${tx(table)}`;
    if (row?.n === count && rows[table] === count) continue;
    throw damaged(`it says ${count} rows of ${table}, and ${row?.n} came in`);
  }
}

/** Uses up transaction numbers until `last` is in the past. Some hundred thousand a second. */
async function passTransaction(sql: postgres.Sql, last: string): Promise<void> {
  await sql.unsafe(`do $$ begin
    while pg_current_xact_id()::text::numeric <= ${BigInt(last)} loop commit; end loop;
  end $$`);
}

/**
 * Restores the backup in `file`; rows by table, and how many pictures.
 * @throws DomainError `conflict` when the database is not empty or has another schema, `invalid` for a damaged file
 */
export async function restoreBackup(
  sql: postgres.Sql,
  { file, shelf }: { readonly file: string; readonly shelf: PictureShelf },
): Promise<{ rows: RowCounts; pictures: number }> {
  const lines = linesOf(file);
  const pictures = shelveAll(shelf);
  try {
    const { value: first } = await lines.next();
    const header = parseLine(Header, first ?? undefined, "it does not begin as a backup does");
    await checkTarget(sql, header.migrations);
    const restored = await sql
      .begin(async (tx) => {
        const { rows, trailer } = await copyTables(tx, lines, pictures);
        await checkCounts(tx, rows, trailer.rows);
        if (pictures.count !== trailer.pictures) throw damaged("photos are missing in it");
        return { rows, last: trailer.lastTransaction };
      })
      .catch(async (error: unknown) => {
        await pictures.undo();
        throw error;
      });
    await passTransaction(sql, restored.last);
    return { rows: restored.rows, pictures: pictures.count };
  } finally {
    await lines.return(undefined);
  }
}
