import { sql } from "drizzle-orm";
import { DomainError } from "#server/domain/errors.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { assertWatches } from "./assert-watches.ts";

/**
 * Makes the address of a watch's feed anew: whoever had the old one, rightly or not, reads nothing more by it.
 * @throws DomainError `unauthenticated`, `forbidden`, `not_found` (also for one that has ended), `conflict` when it
 * tells otherwise than by a feed
 */
export async function renewFeed(
  ctx: ServiceContext,
  { id }: { readonly id: string },
): Promise<{ id: string }> {
  const { database, now } = ctx;
  const { actor, membership } = await assertWatches(ctx, "watch.edit");
  await database.transaction(async (tx) => {
    const [found] = await tx.execute<{ channel: string }>(sql`
      select channel from watches
      where id = ${id}::uuid and firm_id = ${membership.firmId}::uuid and ended_at is null for update`);
    if (found === undefined) throw new DomainError("not_found", `Your firm has no watch ${id}.`);
    if (found.channel !== "feed") {
      throw new DomainError(
        "conflict",
        "This watch has no feed; change it to tell by one, and it has an address.",
      );
    }
    await tx.execute(
      sql`update watches set feed_renewals = feed_renewals + 1 where id = ${id}::uuid`,
    );
    await recordAudit(tx, { actor, now, action: "watch.renew_feed", subject: id, details: {} });
  });
  return { id };
}
