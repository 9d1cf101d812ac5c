import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
import type { Actor, Role } from "#server/domain/actor.ts";
import type { FirmRole } from "#server/domain/firm.ts";
import type { NoticeType } from "#server/domain/notice.ts";
import type { Instant } from "#server/domain/time.ts";
import type { SecretContext } from "#server/services/accounts/secret-context.ts";
import { addNoticeJob } from "#server/services/notices/notice-job.ts";
import { AUTH_SECRET, addPerson, NOW } from "../accounts/builders.ts";

/** Its own machine: only a test, and a firm that runs Gatewatch itself, lists that. */
export const OWN_MACHINE = ["127.0.0.0/8"];

export async function addFirm(
  database: Database,
  privateNetworks: readonly string[] = OWN_MACHINE,
): Promise<string> {
  const firmId = randomUUID();
  await database.execute(sql`
    insert into firms (id, name, time_zone, private_networks)
    values (${firmId}::uuid, 'Khyber Haulage', 'Asia/Karachi',
      array(select jsonb_array_elements_text(${JSON.stringify(privateNetworks)}::text::jsonb)))`);
  return firmId;
}

export async function addMember(
  database: Database,
  firmId: string,
  role: FirmRole = "owner",
): Promise<Actor> {
  const { accountId } = await addPerson(database, { role: "firm" });
  await database.execute(sql`
    insert into firm_members (firm_id, account_id, role)
    values (${firmId}::uuid, ${accountId}::uuid, ${role})`);
  return { accountId, role: "firm", name: role, crossingIds: [] };
}

export async function addAdmin(database: Database): Promise<Actor> {
  const { accountId } = await addPerson(database, { role: "admin" });
  return { accountId, role: "admin", name: "admin", crossingIds: [] };
}

/** Of no account, and so of no firm. */
export const somebody = (role: Role): Actor => ({
  accountId: randomUUID(),
  role,
  name: role,
  crossingIds: [],
});

export const as = (actor: Actor | null, database: Database, now: Instant = NOW): SecretContext => ({
  actor,
  database,
  now,
  authSecret: AUTH_SECRET,
});

/** A notice with its job, as a watch writes it. */
export async function addNotice(
  database: Database,
  endpointId: string,
  more: { readonly type?: NoticeType; readonly at?: Instant; readonly data?: object } = {},
): Promise<string> {
  const noticeId = randomUUID();
  const at = more.at ?? NOW;
  const data = more.data ?? { changeIds: [randomUUID()], crossing: "torkham" };
  await database.transaction(async (tx) => {
    await tx.execute(sql`
      insert into notices (id, endpoint_id, type, data, created_at, due_at, state)
      values (${noticeId}::uuid, ${endpointId}::uuid, ${more.type ?? "crossing.state.changed"},
        ${JSON.stringify(data)}::text::jsonb, ${at}::timestamptz, ${at}::timestamptz, 'waiting')`);
    await addNoticeJob(tx, { noticeId, dueAt: at });
  });
  return noticeId;
}
