import { sql } from "drizzle-orm";
import { readInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import type { Claim } from "#server/domain/claim.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ReviewState } from "#server/domain/report.ts";
import type { Source } from "#server/domain/source.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { asClaims, ReportRow, readSource, selectReports } from "../reports/list-reports.ts";

/** A report that waits for the desk; the desk alone sees who sent it. */
export interface QueueItem {
  readonly id: string;
  readonly crossingId: CrossingId;
  readonly source: Source;
  readonly reporterName: string | null;
  readonly observedAt: Instant;
  readonly receivedAt: Instant;
  readonly review: ReviewState;
  readonly note: string | null;
  readonly claims: readonly Claim[];
}

const MAX_ITEMS = 200;

/**
 * What waits for review, longest waiting first, at most `MAX_ITEMS`.
 * @throws DomainError `unauthenticated`, `forbidden`
 */
export async function listQueue(ctx: ServiceContext): Promise<{ items: QueueItem[] }> {
  assertCan(ctx.actor, "report.review");
  const rows = await selectRows(
    ctx.database,
    ReportRow,
    sql`${selectReports(sql`s.state in ('received', 'in_review')`)} order by s.received_at, s.report_id limit ${MAX_ITEMS}`,
  );
  return {
    items: rows.map((row) => ({
      id: row.id,
      crossingId: row.crossing_id,
      source: readSource(row),
      reporterName: row.account_name,
      observedAt: readInstant(row.observed_at),
      receivedAt: readInstant(row.received_at),
      review: row.state,
      note: row.note,
      claims: asClaims(row.claims),
    })),
  };
}
