/** A file comes in pieces, each once, and is then checked by a job. Nothing of it counts before somebody has it applied. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import {
  IMPORT_KINDS,
  IMPORT_MODES,
  MAX_IMPORT_BYTES,
  PIECE_BYTES,
} from "#server/domain/bulk-import.ts";
import { DomainError } from "#server/domain/errors.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { assertCanImport, getImport, type ImportRecord, readImports } from "./import-records.ts";
import { scheduleImport } from "./schedule-import.ts";

export const NewImport = z.strictObject({
  /** Made by the sender. */
  id: z.uuid(),
  kind: z.enum(IMPORT_KINDS),
  fileName: z.string().trim().min(1).max(200),
});

export const ImportPiece = z.strictObject({
  id: z.uuid(),
  ordinal: z.number().int().min(0).max(1_000_000),
  data: z.base64().max(Math.ceil(PIECE_BYTES / 3) * 4, "is too long; send the file in pieces"),
});

export const ImportChoice = z.strictObject({ id: z.uuid(), mode: z.enum(IMPORT_MODES) });

export const ImportId = z.strictObject({ id: z.uuid() });
export type ImportId = z.output<typeof ImportId>;

/** Announced twice it is one import. @throws DomainError `forbidden`, `conflict` (another's id) */
export async function startImport(
  ctx: ServiceContext,
  { id, kind, fileName }: z.output<typeof NewImport>,
): Promise<{ id: string }> {
  const { actor, database, now } = ctx;
  assertCanImport(actor, kind);
  await database.execute(sql`
    insert into imports (id, kind, file_name, account_id, created_at, state)
    values (${id}::uuid, ${kind}, ${fileName}, ${actor.accountId}::uuid, ${now}::timestamptz, 'receiving')
    on conflict (id) do nothing`);
  const stored = await getImport(database, id);
  if (stored.accountId !== actor.accountId || stored.kind !== kind) {
    throw new DomainError("conflict", "This id is another import's.");
  }
  return { id };
}

/** @throws DomainError `forbidden`, `not_found`, `conflict` (it is whole already), `invalid` (too large) */
export async function addPiece(
  ctx: ServiceContext,
  { id, ordinal, data }: z.output<typeof ImportPiece>,
): Promise<{ id: string }> {
  const { actor, database } = ctx;
  const { kind, state, bytes } = await getImport(database, id);
  assertCanImport(actor, kind);
  if (state !== "receiving") throw new DomainError("conflict", "This file is whole already.");
  const length = Buffer.byteLength(data, "base64");
  if (bytes + length > MAX_IMPORT_BYTES) {
    throw new DomainError("invalid", "The file is over 1 GB; part it.");
  }
  await database.execute(sql`
    with piece as (
      insert into import_pieces (import_id, ordinal, data) values (${id}::uuid, ${ordinal}, ${data})
      on conflict do nothing returning import_id)
    update imports set bytes = bytes + ${length} where id in (select import_id from piece)`);
  return { id };
}

/** The file is whole: have it checked. Said twice it is checked once. @throws DomainError `forbidden`, `not_found` */
export async function endFile(ctx: ServiceContext, { id }: ImportId): Promise<{ id: string }> {
  const { actor, database } = ctx;
  const { kind } = await getImport(database, id);
  assertCanImport(actor, kind);
  await database.transaction(async (tx) => {
    const begun = await tx.execute(sql`
      update imports set state = 'checking' where id = ${id}::uuid and state = 'receiving' returning id`);
    if (begun.length > 0) await scheduleImport(tx, id);
  });
  return { id };
}

/**
 * Has a checked file applied: all of it, which is refused while any row is bad, or the rows that are well.
 * @throws DomainError `forbidden`, `not_found`, `conflict` (not checked, or `all` with bad rows)
 */
export async function applyImport(
  ctx: ServiceContext,
  { id, mode }: z.output<typeof ImportChoice>,
): Promise<{ id: string }> {
  const { actor, database, now } = ctx;
  const { kind, fileName, bad } = await getImport(database, id);
  assertCanImport(actor, kind);
  if (mode === "all" && bad > 0) {
    throw new DomainError(
      "conflict",
      `${bad} rows are not well; mend them, or take the good ones.`,
    );
  }
  await database.transaction(async (tx) => {
    const begun = await tx.execute(sql`
      update imports set state = 'applying', mode = ${mode}
      where id = ${id}::uuid and state = 'checked' returning id`);
    if (begun.length === 0) throw new DomainError("conflict", "This file is not waiting for that.");
    await scheduleImport(tx, id);
    const details = { kind, fileName, mode };
    await recordAudit(tx, { actor, now, action: "import.apply", subject: id, details });
  });
  return { id };
}

/** The newest files: of all kinds for admins, of reports for verifiers. @throws DomainError `forbidden` */
export async function listImports(ctx: ServiceContext): Promise<{ imports: ImportRecord[] }> {
  const { actor, database } = ctx;
  assertCanImport(actor, "reports");
  const where = actor.role === "admin" ? sql`true` : sql`kind = 'reports'`;
  return { imports: await readImports(database, where) };
}
