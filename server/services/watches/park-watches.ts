import { type SQL, sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import type { Instant } from "#server/domain/time.ts";
import type { PARKED_CORRIDOR, PARKED_WEBHOOK } from "#server/domain/watch.ts";

/**
 * Parks the watches of `where` that what they need was taken from, in the transaction that takes it: they tell nothing
 * until somebody changes them. Ended they would be forgotten with what they asked for.
 * @returns how many
 */
export async function parkWatches(
  tx: Transaction,
  where: SQL,
  {
    reason,
    now,
  }: { readonly reason: typeof PARKED_WEBHOOK | typeof PARKED_CORRIDOR; readonly now: Instant },
): Promise<number> {
  const parked = await tx.execute(sql`
    update watches set parked_at = ${now}::timestamptz, parked_reason = ${reason}
    where ${where} and ended_at is null and parked_at is null returning id`);
  return parked.length;
}

/** Whoever judges a watch locks it before what it needs; so does whoever takes that away. */
export async function lockWatches(tx: Transaction, where: SQL): Promise<void> {
  await tx.execute(
    sql`select from watches where ${where} and ended_at is null order by id for update`,
  );
}
