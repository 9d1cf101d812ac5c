import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { readInstant, readNullableInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import type { Actor } from "#server/domain/actor.ts";
import {
  IMPORT_KINDS,
  IMPORT_MODES,
  IMPORT_STATES,
  type ImportKind,
} from "#server/domain/bulk-import.ts";
import { DomainError } from "#server/domain/errors.ts";
import { assertCan } from "#server/domain/permissions.ts";

const Row = z
  .object({
    id: z.string(),
    kind: z.enum(IMPORT_KINDS),
    file_name: z.string(),
    account_id: z.string().nullable(),
    created_at: z.string(),
    state: z.enum(IMPORT_STATES),
    mode: z.enum(IMPORT_MODES).nullable(),
    bytes: z.coerce.number(),
    rows: z.number(),
    good: z.number(),
    bad: z.number(),
    added: z.number(),
    repeated: z.number(),
    problem: z.string().nullable(),
    ended_at: z.string().nullable(),
  })
  .transform(({ file_name, account_id, created_at, ended_at, ...row }) => ({
    ...row,
    fileName: file_name,
    accountId: account_id,
    createdAt: readInstant(created_at),
    endedAt: readNullableInstant(ended_at),
  }));
/** A file that somebody brought, and how far it is. `good`: rows that would be added or are there. */
export type ImportRecord = z.output<typeof Row>;

export const readImports = (
  database: Database | Transaction,
  where: SQL = sql`true`,
  limit = 50,
): Promise<ImportRecord[]> =>
  selectRows(
    database,
    Row,
    sql`select * from imports where ${where} order by created_at desc, id limit ${limit}`,
  );

/** @throws DomainError `not_found` */
export async function getImport(
  database: Database | Transaction,
  id: string,
): Promise<ImportRecord> {
  const [found] = await readImports(database, sql`id = ${id}::uuid`);
  if (found === undefined) throw new DomainError("not_found", `There is no import ${id}.`);
  return found;
}

/** Crossings are for admins; reports also for verifiers. @throws DomainError `forbidden` */
export function assertCanImport(actor: Actor | null, kind: ImportKind): asserts actor is Actor {
  assertCan(actor, kind === "crossings" ? "crossing.manage" : "report.import");
}
