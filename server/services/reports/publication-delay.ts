/**
 * A crossing may ask that what its reporters say becomes public only some while later: whoever watches the gate and the page
 * could otherwise tell who stood there. What is approved then waits as `in_review` with the instant at which it is due,
 * and a job for that instant, both from one transaction.
 */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#server/db/client.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { addMs, type Instant, MINUTE_MS } from "#server/domain/time.ts";

/** The task that publishes what is due; see server/jobs. */
export const PUBLISH_DUE_TASK = "publish_due";

const DelayRow = z.object({ id: z.string(), publication_delay_minutes: z.number() });

/** When a report that is approved now becomes public, for those of these crossings that ask for a delay. */
export async function readDueTimes(
  tx: Transaction,
  crossingIds: readonly CrossingId[],
  now: Instant,
): Promise<Map<CrossingId, Instant>> {
  const rows = await selectRows(
    tx,
    DelayRow,
    sql`select id, publication_delay_minutes from crossings where publication_delay_minutes > 0
      and id in (select jsonb_array_elements_text(${jsonParam(crossingIds)}))`,
  );
  return new Map(
    rows.map((row) => [row.id, addMs(now, row.publication_delay_minutes * MINUTE_MS)]),
  );
}

export interface DueReport {
  readonly crossingId: CrossingId;
  readonly reportId: string;
  readonly publishAt: Instant;
}

const jobKey = (reportId: string): string => `${PUBLISH_DUE_TASK} ${reportId}`;

/** Takes away the job of one that is no longer approved; one that runs already finds nothing to publish. */
export async function cancelDue(tx: Transaction, reportId: string): Promise<void> {
  await tx.execute(sql`select graphile_worker.remove_job(${jobKey(reportId)})`);
}

/** Adds the job of each; the same report twice has one job. */
export async function scheduleDue(tx: Transaction, due: readonly DueReport[]): Promise<void> {
  if (due.length === 0) return;
  const rows = due.map(({ crossingId, reportId, publishAt }) => ({
    crossing_id: crossingId,
    report_id: reportId,
    key: jobKey(reportId),
    at: publishAt,
  }));
  await tx.execute(sql`
    select graphile_worker.add_job(${PUBLISH_DUE_TASK},
      json_build_object('crossingId', x.crossing_id, 'reportId', x.report_id),
      job_key := x.key, run_at := x.at)
    from jsonb_to_recordset(${jsonParam(rows)}) as x(crossing_id text, report_id uuid, key text, at timestamptz)`);
}
