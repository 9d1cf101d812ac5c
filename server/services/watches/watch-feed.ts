/** The feed of a watch: whoever has its address reads it. */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import type { Instant } from "#server/domain/time.ts";
import { writeWatchAtom } from "#server/formats/watch-atom.ts";
import { asNotice } from "./notice-data.ts";
import { isLinkToken, linkQuery, WatchLink } from "./signed-link.ts";
import { readWatches } from "./watch-rows.ts";

/** Newest; readers come by more often than a watch tells so much. */
const MAX_ENTRIES = 50;

const Row = z.object({ id: z.string(), data: z.unknown() });

export interface FeedPlaces {
  readonly database: Database;
  readonly authSecret: string;
  readonly publicUrl: string;
}

/** Its address; it ends with the watch. */
export const watchFeedUrl = (
  { authSecret, publicUrl }: Pick<FeedPlaces, "authSecret" | "publicUrl">,
  watchId: string,
): string => `${publicUrl}/api/watch-feed${linkQuery(authSecret, { use: "feed", id: watchId })}`;

/** The feed as Atom; null: there is none behind this address, or its watch has ended. */
export async function readWatchFeed(
  places: FeedPlaces,
  given: unknown,
  now: Instant,
): Promise<string | null> {
  const { database, authSecret, publicUrl } = places;
  const link = WatchLink.safeParse(given).data;
  if (link === undefined || !isLinkToken(authSecret, { use: "feed", ...link })) return null;
  const [watch] = await readWatches(
    database,
    sql`w.id = ${link.id}::uuid and w.channel = 'feed' and w.ended_at is null`,
  );
  if (watch === undefined) return null;
  const rows = await selectRows(
    database,
    Row,
    sql`select id, data from notices where watch_id = ${watch.id}::uuid
      order by created_at desc, id limit ${MAX_ENTRIES}`,
  );
  const { id, name, createdAt, locale, zone } = watch;
  const notices = rows.map((row) => ({ id: row.id, notice: asNotice(row.data) }));
  const selfUrl = watchFeedUrl(places, id);
  const feed = { watch: { id, name, createdAt }, locale, zone, notices, selfUrl };
  return writeWatchAtom(feed, { publicUrl, at: now });
}
