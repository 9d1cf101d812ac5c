import { sql } from "drizzle-orm";
import type { Database } from "#server/db/client.ts";
import type { Instant } from "#server/domain/time.ts";
import { type ExercisePlan, incidentsUntil } from "#server/formats/record/exercise-record.ts";
import { acceptReports } from "../reports/accept-reports.ts";
import { storeIncidents } from "./store-incidents.ts";

const partsOf = (plan: ExercisePlan, until: Instant): number =>
  incidentsUntil(plan, until).reduce(
    (sum, { updates, casualtyClaims }) => sum + 1 + updates.length + casualtyClaims.length,
    0,
  );

/**
 * Lets come in what the plan has for `(after, until]`, oldest first: each report through the same acceptance as one
 * from a trusted source, at its own instant; then incidents.
 * @returns how many reports
 */
export async function playRecord(
  database: Database,
  plan: ExercisePlan,
  { after, until }: { readonly after: Instant; readonly until: Instant },
): Promise<number> {
  const due = plan.drafts.filter(({ receivedAt }) => receivedAt > after && receivedAt <= until);
  for (const draft of due) {
    const crossing = plan.crossings.find(({ id }) => id === draft.crossingId);
    if (crossing === undefined) continue;
    const submission = { draft, crossing, isTrusted: true };
    const [outcome] = await acceptReports(database, [submission], draft.receivedAt);
    if (outcome !== undefined && "refusal" in outcome) throw outcome.refusal;
  }
  if (partsOf(plan, until) > partsOf(plan, after)) {
    await database.transaction(async (tx) => {
      await storeIncidents(tx, incidentsUntil(plan, until));
      await tx.execute(sql`select pg_notify('crossing', '*')`);
    });
  }
  return due.length;
}
