import { sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { DERIVE_CLOSURES_TASK } from "../reports/publish-stored.ts";
import { askWatches } from "../watches/watch-jobs.ts";

/** Tells every process, on commit, to read a crossing again, has its closures derived anew and its watches judge. */
export async function tellCrossing(tx: Transaction, crossingId: CrossingId): Promise<void> {
  await tx.execute(sql`
    select pg_notify('crossing', ${crossingId}), graphile_worker.add_job(${DERIVE_CLOSURES_TASK},
      json_build_object('crossingId', ${crossingId}::text),
      job_key := ${DERIVE_CLOSURES_TASK} || ' ' || ${crossingId}, job_key_mode := 'preserve_run_at')`);
  await askWatches(tx, [crossingId]);
}
