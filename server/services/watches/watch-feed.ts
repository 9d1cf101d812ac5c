/** The feed of a watch: whoever has its address reads it. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import type { Instant } from "#server/domain/time.ts";
import { writeWatchAtom } from "#server/formats/watch-atom.ts";
import { asNotice } from "./notice-data.ts";
import { isLinkToken, linkQuery, type SignedLink, WatchLink } from "./signed-link.ts";
import { readWatches, type StoredWatch } from "./watch-rows.ts";

/** Newest; readers come by more often than a watch tells so much. */
const MAX_ENTRIES = 50;

const Row = z.object({ id: z.string(), data: z.unknown() });

export interface FeedPlaces {
  readonly database: Database;
  readonly authSecret: string;
  readonly publicUrl: string;
}

/** What its address follows from: beside the watch, how often it was made anew. */
export type FeedAddress = Pick<StoredWatch, "id" | "feedRenewals">;

const feedLink = ({ id, feedRenewals }: FeedAddress): SignedLink => ({
  use: "feed",
  id,
  // The first address is bound to nothing, as all were before any could be made anew.
  boundTo: feedRenewals === 0 ? undefined : String(feedRenewals),
});

/** Its address; it ends with the watch, or when another is made. */
export const watchFeedUrl = (
  { authSecret, publicUrl }: Pick<FeedPlaces, "authSecret" | "publicUrl">,
  address: FeedAddress,
): string => `${publicUrl}/api/watch-feed${linkQuery(authSecret, feedLink(address))}`;

/** The feed as Atom; null: there is none behind this address, or none any more. */
export async function readWatchFeed(
  places: FeedPlaces,
  given: unknown,
  now: Instant,
): Promise<string | null> {
  const { database, authSecret, publicUrl } = places;
  const link = WatchLink.safeParse(given).data;
  if (link === undefined) return null;
  const [watch] = await readWatches(
    database,
    sql`w.id = ${link.id}::uuid and w.channel = 'feed' and w.ended_at is null`,
  );
  if (watch === undefined) return null;
  if (!isLinkToken(authSecret, { ...feedLink(watch), token: link.token })) return null;
  const rows = await selectRows(
    database,
    Row,
    sql`select id, data from notices where watch_id = ${watch.id}::uuid
      order by created_at desc, id limit ${MAX_ENTRIES}`,
  );
  const { id, name, createdAt, locale, zone } = watch;
  const notices = rows.map((row) => ({ id: row.id, notice: asNotice(row.data) }));
  const selfUrl = watchFeedUrl(places, watch);
  const feed = { watch: { id, name, createdAt }, locale, zone, notices, selfUrl };
  return writeWatchAtom(feed, { publicUrl, at: now });
}
