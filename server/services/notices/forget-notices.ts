/** The log of what was told, and to whom it was told, does not grow for ever. */
import { type SQL, sql } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
import { deleteInSteps } from "#server/db/delete-in-steps.ts";
import type { Instant } from "#server/domain/time.ts";

/** A quarter, in which a firm's books are closed and a wrong delay is argued about; longer than any page looks back. Days. */
const KEEP_DAYS = 90;

export interface Forgotten {
  readonly notices: number;
  readonly watches: number;
  readonly endpoints: number;
}

/** In steps: rows of `table` of which `isOld` holds. */
const forget = (database: Database, table: SQL, isOld: SQL) =>
  deleteInSteps(
    database,
    (limit) => sql`
      delete from ${table} where id in (select t.id from ${table} t where ${isOld} ${limit} for update skip locked)
      returning 1`,
  );

/**
 * Deletes notices that were settled so long ago, with each try to deliver them; then watches and webhooks that ended as
 * long ago and of which no notice is left: they hold an address and a sealed secret. What waits is never touched.
 */
export async function forgetNotices(database: Database, now: Instant): Promise<Forgotten> {
  const before = sql`(${now}::timestamptz - make_interval(days => ${KEEP_DAYS}::int))`;
  const notices = await deleteInSteps(
    database,
    (limit) => sql`
      with old as materialized (
        select id from notices where state <> 'waiting' and coalesce(settled_at, created_at) < ${before}
        ${limit} for update skip locked
      ), tries as (
        delete from deliveries where notice_id in (select id from old)
      )
      delete from notices where id in (select id from old) returning 1`,
  );
  const watches = await forget(
    database,
    sql`watches`,
    sql`t.ended_at < ${before} and not exists (select from notices n where n.watch_id = t.id)
      and not exists (select from watch_memories m where m.watch_id = t.id)`,
  );
  const endpoints = await forget(
    database,
    sql`webhook_endpoints`,
    sql`t.ended_at < ${before} and not exists (select from notices n where n.endpoint_id = t.id)
      and not exists (select from watches w where w.endpoint_id = t.id)`,
  );
  return { notices, watches, endpoints };
}
