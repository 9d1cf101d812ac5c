/** What follows from publishing, in the transaction that publishes: figures, status, change, jobs, notification. */
import { sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { jsonParam } from "#server/db/rows.ts";
import type { Crossing, CrossingId } from "#server/domain/crossing.ts";
import type { ReportDraft } from "#server/domain/report.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import { deriveStoredStatuses, type StoredStatus } from "../status/derive-stored.ts";
import { countFigures } from "./count-figures.ts";

/** The task that derives closures anew; see server/jobs. */
export const DERIVE_CLOSURES_TASK = "derive_closures";

/**
 * True when a report says something of a lane that the stored status does not already hold, or may have come out
 * of order: then the history of states needs it. Saying the same again only renews its age.
 */
export function isTurning(draft: ReportDraft, status: CrossingStatus | null): boolean {
  return draft.claims.some((claim) => {
    if (claim.kind !== "state") return false;
    if (claim.hold.kind !== "next" || claim.exceptions.length > 0) return true;
    if (claim.since !== null || claim.conditions.length > 0) return true;
    return claim.lanes.some((id) => {
      const lane = status?.lanes.find((known) => known.lane === id);
      const track = lane?.[claim.track];
      return (
        track === undefined ||
        track.held !== claim.value ||
        track.lastWordAt === null ||
        track.lastWordAt > draft.observedAt
      );
    });
  });
}

/** How many later reports are kept as turning after one that came late: each lane's next is among them. */
const AFTER_LATE = 20;

/** A report that came late may make what was said after it a turn. */
async function markSuccessors(tx: Transaction, late: readonly ReportDraft[]): Promise<void> {
  for (const { crossingId, observedAt } of late) {
    await tx.execute(sql`
      update report_states set is_turning = true where crossing_id = ${crossingId} and report_id in (
        select report_id from report_states
        where crossing_id = ${crossingId} and published_at is not null and observed_at > ${observedAt}::timestamptz
        order by observed_at limit ${AFTER_LATE}) and not is_turning`);
  }
}

/**
 * @param published reports just stored as published, of the given crossings, whose locks are held
 * @param stored what was stored of the crossings when they were locked
 */
export async function followPublication(
  tx: Transaction,
  input: {
    readonly published: readonly ReportDraft[];
    readonly crossings: readonly Crossing[];
    readonly stored: ReadonlyMap<CrossingId, StoredStatus>;
    readonly now: Instant;
  },
): Promise<void> {
  const { published, crossings, stored, now } = input;
  if (published.length === 0) return;
  await countFigures(tx, published);
  const late = published.filter((report) => {
    const lastWordAt = stored.get(report.crossingId)?.status?.lastWordAt;
    return lastWordAt !== undefined && lastWordAt !== null && lastWordAt > report.observedAt;
  });
  await markSuccessors(tx, late);
  const causes = new Map(
    [...published]
      .sort((a, b) => (a.observedAt < b.observedAt ? -1 : 1))
      .map((report) => [report.crossingId, { reportId: report.id, observedAt: report.observedAt }]),
  );
  const touched = crossings.filter(({ id }) => causes.has(id));
  await deriveStoredStatuses(tx, { crossings: touched, stored, causes, now });
  await tx.execute(sql`
    select pg_notify('crossing', k.id), graphile_worker.add_job(${DERIVE_CLOSURES_TASK},
      json_build_object('crossingId', k.id), job_key := ${DERIVE_CLOSURES_TASK} || ' ' || k.id)
    from (select jsonb_array_elements_text(${jsonParam(touched.map(({ id }) => id))}) as id) k`);
}
