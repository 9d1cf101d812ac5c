import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { Instant } from "#server/domain/time.ts";
import { isSubject, type WatchSubject } from "#server/domain/watch.ts";
import { listCrossings } from "../crossings/find-crossings.ts";

/** The crossings that a subject takes in today, a corridor's in the firm's order; empty when there is no such thing. */
export async function watchedCrossings(
  tx: Database | Transaction,
  subject: WatchSubject,
  input: { readonly database: Database; readonly now: Instant },
): Promise<Crossing[]> {
  const listed = await listCrossings(input.database, input.now);
  if (subject.kind !== "corridor") return listed.filter((one) => isSubject(subject, one));
  const rows = await selectRows(
    tx,
    z.object({ crossing_id: z.string() }),
    sql`select crossing_id from corridor_crossings where corridor_id = ${subject.corridor}::uuid order by position`,
  );
  return rows.flatMap(({ crossing_id }) => listed.filter(({ id }) => id === crossing_id));
}
