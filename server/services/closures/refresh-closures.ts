import { sql } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { Instant } from "#server/domain/time.ts";
import { getRegistered } from "../crossings/find-crossings.ts";
import { deriveStoredClosures } from "../status/derive-stored.ts";

/**
 * Derives a crossing's closures anew; gives how many there are. One after the other for each crossing, under a lock
 * of their own: reports need not wait for it, and each that is published asks for it again.
 */
export async function refreshClosures(
  database: Database,
  crossingId: CrossingId,
  now: Instant,
): Promise<number> {
  const crossing = await getRegistered(database, crossingId, now);
  return database.transaction(async (tx) => {
    await tx.execute(
      sql`select pg_advisory_xact_lock(hashtextextended('closures ' || ${crossingId}, 0))`,
    );
    const count = await deriveStoredClosures(tx, crossing, now);
    // Pages made since the report was published show the closures before it.
    await tx.execute(sql`select pg_notify('crossing', ${crossingId})`);
    return count;
  });
}
