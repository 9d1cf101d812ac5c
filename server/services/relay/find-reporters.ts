import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import { type Actor, ROLES } from "#server/domain/actor.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { DomainError } from "#server/domain/errors.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ServiceContext } from "../context.ts";

const AccountRow = z.object({
  id: z.string(),
  name: z.string(),
  role: z.enum(ROLES),
  crossing_ids: z.array(z.string()),
});

const actorWhere = (condition: SQL): SQL => sql`
  select a.id, a.name, a.role,
    (select coalesce(jsonb_agg(c.crossing_id), '[]') from account_crossings c where c.account_id = a.id) as crossing_ids
  from accounts a where a.disabled_at is null and ${condition}`;

const toActor = (row: z.output<typeof AccountRow>): Actor => ({
  accountId: row.id,
  role: row.role,
  name: row.name,
  crossingIds: row.crossing_ids,
});

/** @throws DomainError `not_found` when it is no reporter, or one whose account is closed */
export async function findReporter(database: Database, accountId: string): Promise<Actor> {
  const [row] = await selectRows(
    database,
    AccountRow,
    actorWhere(sql`a.id = ${accountId} and a.role = 'reporter'`),
  );
  if (row !== undefined) return toActor(row);
  throw new DomainError("not_found", "There is no such reporter; choose one of the list.", {
    fields: [{ path: "reporterId", message: "is no reporter" }],
  });
}

/** Whose reports a telephone number sends; null when it is nobody's, or the account is closed. */
export async function findSender(database: Database, number: string): Promise<Actor | null> {
  const [row] = await selectRows(
    database,
    AccountRow,
    actorWhere(sql`a.id = (select n.account_id from sender_numbers n where n.number = ${number})`),
  );
  return row === undefined ? null : toActor(row);
}

export interface ReporterName {
  readonly id: string;
  readonly name: string;
  /** Tells people of one name apart. */
  readonly email: string;
}
const NameRow = z.object({ id: z.string(), name: z.string(), email: z.string() });

/**
 * Who reports from a crossing, by name and e-mail, for those who may say whose report it is.
 * @throws DomainError `unauthenticated`, `forbidden`
 */
export async function listReporters(
  { actor, database }: ServiceContext,
  { crossingId }: { readonly crossingId: CrossingId },
): Promise<{ reporters: ReporterName[] }> {
  assertCan(actor, "report.attribute");
  const reporters = await selectRows(
    database,
    NameRow,
    sql`select a.id, a.name, a.email from account_crossings c join accounts a on a.id = c.account_id
      where c.crossing_id = ${crossingId} and a.role = 'reporter' and a.disabled_at is null
      order by a.name, a.email`,
  );
  return { reporters };
}
