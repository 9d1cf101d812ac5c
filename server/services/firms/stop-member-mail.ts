import { sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import type { Instant } from "#server/domain/time.ts";
import { PARKED_LEFT } from "#server/domain/watch.ts";

/**
 * A firm mails its own members: watches that mail somebody who is one no longer are parked, until the firm names
 * somebody else. What waits for them is dropped when its turn comes.
 */
export async function stopMemberMail(
  tx: Transaction,
  { firmId, accountId, now }: Readonly<{ firmId: string; accountId: string; now: Instant }>,
): Promise<void> {
  await tx.execute(sql`
    update watches w set parked_at = ${now}::timestamptz, parked_reason = ${PARKED_LEFT}
    from accounts a
    where a.id = ${accountId}::uuid and w.firm_id = ${firmId}::uuid and w.email = lower(a.email)
      and w.ended_at is null and w.parked_at is null`);
}
