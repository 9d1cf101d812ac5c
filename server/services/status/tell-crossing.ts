import { sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { jsonParam } from "#server/db/rows.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { closuresJob } from "../closures/schedule-closures.ts";
import { askWatches } from "../watches/watch-jobs.ts";

/** Tells every process, on commit, to read crossings again, has their closures derived anew and their watches judge. */
export async function tellCrossings(
  tx: Transaction,
  crossingIds: readonly CrossingId[],
): Promise<void> {
  await tx.execute(sql`
    select pg_notify('crossing', k.id), ${closuresJob(sql`k.id`)}
    from (select jsonb_array_elements_text(${jsonParam(crossingIds)}) as id) k`);
  await askWatches(tx, crossingIds);
}
