import { sql } from "drizzle-orm";
import type { Crossing } from "#server/domain/crossing.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { recordAudit } from "../accounts/audit.ts";
import type { ServiceContext } from "../context.ts";
import { forgetCrossings } from "../crossings/find-crossings.ts";
import { storeRegistry } from "../record/store-registry.ts";
import { getFeed } from "./feed-rows.ts";
import { mergePlaces } from "./manage-feeds.ts";
import { scheduleFeed } from "./schedule-feed.ts";

/**
 * Takes crossings that a feed speaks of into the registry and ties its places to them. A place that is tied already, and
 * a crossing that is there, stay as they are, so doing it twice changes nothing.
 * @throws DomainError `forbidden`, `not_found`
 */
export async function registerCrossings(
  ctx: ServiceContext,
  {
    feedId,
    proposed,
  }: Readonly<{
    feedId: string;
    proposed: readonly { readonly place: string; readonly crossing: Crossing }[];
  }>,
): Promise<{ added: number }> {
  const { actor, database, now } = ctx;
  assertCan(actor, "source.manage");
  assertCan(actor, "crossing.manage");
  const added = await database.transaction(async (tx) => {
    await tx.execute(sql`select id from feeds where id = ${feedId} for update`);
    const { settings } = await getFeed(tx, feedId);
    const fresh = proposed.filter(({ place }) => settings.places[place] === undefined);
    if (fresh.length === 0) return 0;
    await storeRegistry(
      tx,
      fresh.map(({ crossing }) => crossing),
    );
    const places = Object.fromEntries(fresh.map(({ place, crossing }) => [place, crossing.id]));
    await mergePlaces(tx, feedId, places);
    await scheduleFeed(tx, feedId, now);
    const details = { feed: feedId, crossings: fresh.map(({ crossing }) => crossing.id) };
    await recordAudit(tx, { actor, now, action: "crossing.add", subject: feedId, details });
    return fresh.length;
  });
  forgetCrossings(database);
  return { added };
}
