import { sql } from "drizzle-orm";
import type { CrossingId } from "#server/domain/crossing.ts";
import { invalidField } from "#server/domain/parse-input.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { DAY_MS, MINUTE_MS } from "#server/domain/time.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { getRegistered } from "./find-crossings.ts";

/** Longer, and a word would be stale before it is public. Minutes. */
export const MAX_DELAY_MINUTES = (7 * DAY_MS) / MINUTE_MS;

/**
 * Sets how long approved reports of a crossing wait before they are public; 0: not at all. Reports that were approved before
 * keep the instant that their receipts name.
 * @throws DomainError `forbidden` unless an admin asks, `not_found`, `invalid`
 */
export async function setDelay(
  ctx: ServiceContext,
  input: { readonly crossingId: CrossingId; readonly delayMinutes: number },
): Promise<{ crossingId: CrossingId; delayMinutes: number }> {
  assertCan(ctx.actor, "crossing.manage");
  const { actor, database, now } = ctx;
  const { delayMinutes } = input;
  const { id } = await getRegistered(database, input.crossingId, now);
  if (!Number.isInteger(delayMinutes) || delayMinutes < 0 || delayMinutes > MAX_DELAY_MINUTES) {
    const message = `must be whole minutes from 0 to ${MAX_DELAY_MINUTES}`;
    throw invalidField({ path: "delayMinutes", message });
  }
  await database.transaction(async (tx) => {
    await tx.execute(
      sql`update crossings set publication_delay_minutes = ${delayMinutes} where id = ${id}`,
    );
    await recordAudit(tx, {
      actor,
      now,
      action: "crossing.set_delay",
      subject: id,
      details: { delayMinutes },
    });
  });
  return { crossingId: id, delayMinutes };
}
