import { and, eq, isNull, sql } from "drizzle-orm";
import { corridors } from "#server/db/schema/firms.ts";
import { PARKED_CORRIDOR } from "#server/domain/watch.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { parkWatches } from "../watches/park-watches.ts";
import { assertInFirm, lockFirm } from "./assert-in-firm.ts";
import { noCorridor } from "./save-corridor.ts";

/**
 * Ends a corridor: it leaves the board, and watches of it are parked. Ended before is a success.
 * @throws DomainError `forbidden` unless an owner or dispatcher of the firm asks, `not_found`
 */
export async function endCorridor(
  ctx: ServiceContext,
  input: { readonly id: string },
): Promise<{ id: string }> {
  const { actor, membership } = await assertInFirm(ctx, "corridor.edit");
  const { database, now } = ctx;
  const { id } = input;
  const own = and(eq(corridors.id, id), eq(corridors.firmId, membership.firmId));
  await database.transaction(async (tx) => {
    // No watch of it is made meanwhile.
    await lockFirm(tx, membership.firmId);
    const ended = await tx
      .update(corridors)
      .set({ endedAt: now })
      .where(and(own, isNull(corridors.endedAt)))
      .returning({ id: corridors.id });
    if (ended.length > 0) {
      const itsWatches = sql`corridor_id = ${id}::uuid`;
      const watches = await parkWatches(tx, itsWatches, { reason: PARKED_CORRIDOR, now });
      const details = { firm: membership.firmId, watches };
      await recordAudit(tx, { actor, now, action: "corridor.end", subject: id, details });
      return;
    }
    const [before] = await tx.select({ id: corridors.id }).from(corridors).where(own);
    if (before === undefined) throw noCorridor(id);
  });
  return { id };
}
