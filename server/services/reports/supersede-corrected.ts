import { sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import type { ReportDraft } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import { findVersion } from "./report-versions.ts";
import { findCorrected, withdrawReport } from "./withdraw-stored.ts";

export interface Correction {
  readonly correction: ReportDraft;
  /** What had been public until now. */
  readonly corrected: ReportDraft;
}

/**
 * Withdraws, from now on, what newly published reports take the place of. What the public knew before stays as it was.
 * A correction is always a turn: what it repeats had been said by the report that it replaces.
 */
export async function supersedeCorrected(
  tx: Transaction,
  published: readonly ReportDraft[],
  now: Instant,
): Promise<Correction[]> {
  const corrections: Correction[] = [];
  for (const [id, correctedId] of await findCorrected(tx, published)) {
    const correction = published.find((report) => report.id === id);
    const before = await findVersion(tx, correctedId);
    if (correction === undefined || before === null) continue;
    const { crossingId } = correction;
    await withdrawReport(tx, {
      crossingId,
      reportId: correctedId,
      state: "superseded",
      reason: id,
      at: now,
      accountId: correction.accountId,
    });
    await tx.execute(sql`update report_states set is_turning = true
      where crossing_id = ${crossingId} and report_id = ${id}::uuid and not is_turning`);
    corrections.push({ correction, corrected: before.draft });
  }
  return corrections;
}
