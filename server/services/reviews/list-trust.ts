import { sql } from "drizzle-orm";
import { z } from "zod";
import { selectRows } from "#server/db/rows.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ServiceContext } from "../context.ts";

/** A reporter at one of their crossings, and whether their word is published at once there. */
export interface TrustRow {
  readonly accountId: string;
  readonly name: string;
  readonly email: string;
  readonly pseudonym: string;
  readonly crossingId: CrossingId;
  readonly isTrusted: boolean;
}

const Row = z.object({
  account_id: z.string(),
  name: z.string(),
  email: z.string(),
  pseudonym: z.string(),
  crossing_id: z.string(),
  is_trusted: z.boolean(),
});

/**
 * Every reporter who is not disabled, at each of their crossings; by name, then crossing.
 * @throws DomainError `unauthenticated`, `forbidden` unless an admin asks
 */
export async function listTrust(ctx: ServiceContext): Promise<{ rows: TrustRow[] }> {
  assertCan(ctx.actor, "setting.manage");
  const rows = await selectRows(
    ctx.database,
    Row,
    sql`select a.id as account_id, a.name, a.email, a.pseudonym, c.crossing_id, c.is_trusted
      from accounts a join account_crossings c on c.account_id = a.id
      where a.role = 'reporter' and a.disabled_at is null order by a.name, a.id, c.crossing_id`,
  );
  return {
    rows: rows.map((row) => ({
      accountId: row.account_id,
      name: row.name,
      email: row.email,
      pseudonym: row.pseudonym,
      crossingId: row.crossing_id,
      isTrusted: row.is_trusted,
    })),
  };
}
