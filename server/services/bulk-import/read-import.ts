/** Reads a file that was brought, from its pieces: to check it, or to apply it. Done again it makes nothing twice. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import { MAX_TOLD_ROWS } from "#server/domain/bulk-import.ts";
import { DomainError } from "#server/domain/errors.ts";
import { faultText } from "#server/domain/fault.ts";
import type { Instant } from "#server/domain/time.ts";
import { getImport, type ImportRecord } from "./import-records.ts";
import { type ImportCounts, importTable, type RowProblem } from "./import-table.ts";
import type { Bringer } from "./report-rows.ts";

const Piece = z.object({ data: z.string() });

/** One piece is held at a time. @throws DomainError `invalid` when one is missing */
async function* pieces(database: Database, importId: string): AsyncGenerator<Uint8Array> {
  const [last] = await selectRows(
    database,
    z.object({ count: z.coerce.number(), last: z.number().nullable() }),
    sql`select count(*) as count, max(ordinal) as last from import_pieces where import_id = ${importId}::uuid`,
  );
  if (last === undefined || last.count !== (last.last ?? -1) + 1) {
    throw new DomainError("invalid", faultText("pieceMissing"));
  }
  for (let ordinal = 0; ordinal < last.count; ordinal += 1) {
    const [piece] = await selectRows(
      database,
      Piece,
      sql`select data from import_pieces where import_id = ${importId}::uuid and ordinal = ${ordinal}`,
    );
    // Another process may have taken the file to its end meanwhile.
    if (piece === undefined) throw new DomainError("invalid", faultText("pieceMissing"));
    yield Buffer.from(piece.data, "base64");
  }
}

async function readBringer(database: Database, accountId: string | null): Promise<Bringer | null> {
  if (accountId === null) return null;
  const [found] = await selectRows(
    database,
    z.object({ pseudonym: z.string() }),
    sql`select pseudonym from accounts where id = ${accountId}::uuid`,
  );
  if (found === undefined) return null;
  const source = {
    id: `account:${accountId}`,
    kind: "reporter" as const,
    name: found.pseudonym,
    party: null,
  };
  return { accountId, source };
}

/** Characters of a row that are told, once a row: enough to find it, and ten thousand of them are a file to download. */
const MAX_RAW = 500;

/** Keeps the first of what is wrong, outside of any transaction of the rows, so that it stays when they are undone. */
function keepProblems(database: Database, importId: string) {
  let kept = 0;
  return async (found: readonly RowProblem[]) => {
    const told = found.slice(0, Math.max(0, MAX_TOLD_ROWS - kept));
    kept += told.length;
    if (told.length === 0) return;
    const rows = told.flatMap(({ line, raw, problems }) =>
      problems.map(({ path, message }, ordinal) => ({
        row: line,
        ordinal,
        field: path,
        // Postgres keeps no NUL.
        message: message.replaceAll("\u0000", ""),
        raw: ordinal === 0 ? raw.slice(0, MAX_RAW).replaceAll("\u0000", "") : "",
      })),
    );
    await database.execute(sql`
      insert into import_problems (import_id, row, ordinal, field, message, raw)
      select ${importId}::uuid, row, ordinal, field, message, raw
      from jsonb_to_recordset(${jsonParam(rows)}) as x(row integer, ordinal integer, field text, message text, raw text)
      on conflict do nothing`);
  };
}

const progress = (database: Database, importId: string) => (counts: ImportCounts) =>
  database
    .execute(sql`
      update imports set rows = ${counts.rows}, bad = ${counts.bad}, added = ${counts.added},
        repeated = ${counts.repeated}, good = ${counts.added + counts.repeated}
      where id = ${importId}::uuid and state in ('checking', 'applying')`)
    .then(() => undefined);

async function settle(
  database: Database,
  { id, state }: ImportRecord,
  counts: ImportCounts | null,
  now: Instant,
): Promise<void> {
  if (state === "checking") {
    await database.execute(
      sql`update imports set state = 'checked', added = 0 where id = ${id}::uuid and state = 'checking'`,
    );
    return;
  }
  const problem = counts === null ? faultText("notWellAnyMore") : null;
  await database.transaction(async (tx) => {
    await tx.execute(sql`
      update imports set state = ${counts === null ? "failed" : "applied"}, problem = ${problem},
        ended_at = ${now}::timestamptz
      where id = ${id}::uuid and state = 'applying'`);
    await tx.execute(sql`delete from import_pieces where import_id = ${id}::uuid`);
  });
}

/**
 * Does what the import's state asks for; anything else than checking or applying is nothing.
 * A file that is none fails with its reason.
 */
export async function readImport(
  database: Database,
  id: string,
  now: Instant,
): Promise<ImportRecord> {
  const found = await getImport(database, id);
  if (found.state !== "checking" && found.state !== "applying") return found;
  await database.execute(sql`delete from import_problems where import_id = ${id}::uuid`);
  try {
    const counts = await importTable(database, {
      kind: found.kind,
      chunks: pieces(database, id),
      mode: found.state === "checking" ? "check" : (found.mode ?? "all"),
      bringer: await readBringer(database, found.accountId),
      now,
      onProblems: keepProblems(database, id),
      onProgress: progress(database, id),
    });
    await settle(database, found, counts, now);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    await failImport(database, { id, reason: error.message, now });
  }
  return getImport(database, id);
}

/** Ends an import that cannot be read; one that has come to its end elsewhere stays as it is. */
export async function failImport(
  database: Database,
  { id, reason, now }: Readonly<{ id: string; reason: string; now: Instant }>,
): Promise<void> {
  await database.execute(sql`
    update imports set state = 'failed', problem = ${reason.slice(0, 500)}, ended_at = ${now}::timestamptz
    where id = ${id}::uuid and ended_at is null`);
}
