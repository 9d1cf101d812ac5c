import { type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import type { FirmRole } from "#server/domain/firm.ts";
import { FIRM_ROLES } from "#server/domain/firm.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ServiceContext } from "../context.ts";
import { assertInFirm } from "./assert-in-firm.ts";

export interface FirmMember {
  readonly accountId: string;
  readonly email: string;
  readonly name: string;
  readonly role: FirmRole;
  readonly isDisabled: boolean;
}

export interface Firm {
  readonly id: string;
  readonly name: string;
  readonly timeZone: string;
  /** CIDR ranges of its own network that its webhooks may reach, as an admin has set them; nearly always none. */
  readonly privateNetworks: readonly string[];
  /** Owners first, then by e-mail. */
  readonly members: readonly FirmMember[];
}

const Row = z.object({
  id: z.string(),
  name: z.string(),
  time_zone: z.string(),
  private_networks: z.array(z.string()),
  members: z.array(
    z.object({
      accountId: z.string(),
      email: z.string(),
      name: z.string(),
      role: z.enum(FIRM_ROLES),
      isDisabled: z.boolean(),
    }),
  ),
});

async function readFirms(database: Database, where: SQL): Promise<Firm[]> {
  const rows = await selectRows(
    database,
    Row,
    sql`select f.id, f.name, f.time_zone, f.private_networks,
        (select coalesce(jsonb_agg(jsonb_build_object('accountId', a.id, 'email', a.email, 'name', a.name,
            'role', m.role, 'isDisabled', a.disabled_at is not null or a.role <> 'firm')
            order by array_position(array['owner', 'dispatcher', 'viewer'], m.role), a.email), '[]')
          from firm_members m join accounts a on a.id = m.account_id where m.firm_id = f.id) as members
      from firms f where f.closed_at is null and ${where} order by lower(f.name), f.id`,
  );
  return rows.map(({ id, name, time_zone, private_networks, members }) => ({
    id,
    name,
    timeZone: time_zone,
    privateNetworks: private_networks,
    members,
  }));
}

/**
 * Every firm with its members, by name.
 * @throws DomainError `forbidden` unless an admin asks
 */
export async function listFirms(ctx: ServiceContext): Promise<Firm[]> {
  assertCan(ctx.actor, "firm.manage");
  return readFirms(ctx.database, sql`true`);
}

/**
 * One's own firm with its members, whose addresses are for no key.
 * @throws DomainError `unauthenticated`, `forbidden`
 */
export async function getOwnFirm(ctx: ServiceContext): Promise<{ firm: Firm; role: FirmRole }> {
  assertCan(ctx.actor, "firm.use");
  const { membership } = await assertInFirm(ctx, "firm.read");
  const [firm] = await readFirms(ctx.database, sql`f.id = ${membership.firmId}::uuid`);
  if (firm === undefined) throw new Error(`firm ${membership.firmId} has gone while it was read`);
  return { firm, role: membership.role };
}
