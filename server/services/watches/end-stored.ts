import { sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import type { Instant } from "#server/domain/time.ts";

/** Ends a watch, and drops what of it has not left yet; false when it had ended before. */
export async function endStored(tx: Transaction, id: string, now: Instant): Promise<boolean> {
  const ended = await tx.execute(sql`
    update watches set ended_at = ${now}::timestamptz where id = ${id}::uuid and ended_at is null returning id`);
  if (ended.length === 0) return false;
  await tx.execute(sql`delete from watch_memories where watch_id = ${id}::uuid`);
  await tx.execute(sql`
    update notices set state = 'dropped', settled_at = ${now}::timestamptz
    where watch_id = ${id}::uuid and state = 'waiting'`);
  return true;
}
