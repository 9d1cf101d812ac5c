/** Publication with a delay: what was approved is due at an instant, and becomes public by a job of its own. */
import { sql } from "drizzle-orm";
import type { Database, Transaction } from "#server/db/client.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import { type Instant, laterOf } from "#server/domain/time.ts";
import { getRegistered } from "../crossings/find-crossings.ts";
import { cancelDue, type DueReport, scheduleDue } from "../reports/publication-delay.ts";
import { followPublication, heldWords, isTurning } from "../reports/publish-stored.ts";
import { findVersion } from "../reports/report-versions.ts";
import { lockCrossings, notBefore } from "../status/derive-stored.ts";

/** Leaves an event of a step of review; who took it, null for the passing of time. */
async function recordStep(
  tx: Transaction,
  { crossingId, reportId }: Omit<DueReport, "publishAt">,
  step: { state: "in_review" | "published"; at: Instant; accountId: string | null },
): Promise<void> {
  await tx.execute(sql`
    insert into review_events (crossing_id, report_id, ordinal, state, at, account_id)
    select ${crossingId}, ${reportId}::uuid, coalesce(max(ordinal), 0) + 1, ${step.state}, ${step.at}::timestamptz,
      ${step.accountId}::uuid
    from review_events where crossing_id = ${crossingId} and report_id = ${reportId}::uuid`);
}

/**
 * Approves a report that waits at a locked crossing, to become public when it is due. State and job commit together: a
 * process that dies in between loses neither.
 * @returns false when it did not wait, or was approved before
 */
export async function approveForLater(
  tx: Transaction,
  due: DueReport,
  { now, accountId }: { readonly now: Instant; readonly accountId: string | null },
): Promise<boolean> {
  const approved = await tx.execute(sql`
    update report_states set state = 'in_review', reason = null, publish_at = ${due.publishAt}::timestamptz
    where crossing_id = ${due.crossingId} and report_id = ${due.reportId}::uuid
      and state in ('received', 'in_review') and publish_at is null
    returning report_id`);
  if (approved.length === 0) return false;
  await recordStep(tx, due, { state: "in_review", at: now, accountId });
  await scheduleDue(tx, [due]);
  return true;
}

/**
 * Takes an approval back while its report is not public yet: it waits for a decision again, and its job is gone with it.
 * @returns false when nothing was approved that is not public
 */
export async function holdApproved(
  tx: Transaction,
  report: Omit<DueReport, "publishAt">,
  { now, accountId }: { readonly now: Instant; readonly accountId: string },
): Promise<boolean> {
  const held = await tx.execute(sql`
    update report_states set publish_at = null
    where crossing_id = ${report.crossingId} and report_id = ${report.reportId}::uuid
      and state = 'in_review' and publish_at is not null
    returning report_id`);
  if (held.length === 0) return false;
  await recordStep(tx, report, { state: "in_review", at: now, accountId });
  await cancelDue(tx, report.reportId);
  return true;
}

/**
 * Publishes what is due; does nothing when it was decided otherwise, corrected or retracted meanwhile, or done before.
 * @returns whether it became public now
 */
export async function publishDue(
  database: Database,
  input: { readonly crossingId: CrossingId; readonly reportId: string },
  asked: Instant,
): Promise<boolean> {
  const crossing = await getRegistered(database, input.crossingId, asked);
  return database.transaction(async (tx) => {
    const stored = await lockCrossings(tx, [crossing.id]);
    const version = await findVersion(tx, input.reportId);
    if (version?.review !== "in_review" || version.publishAt === null) return false;
    // The database's clock, by which the job came, may be ahead of ours; nothing is public before it is due.
    const now = laterOf(notBefore(stored, asked), version.publishAt);
    const { draft } = version;
    const words = heldWords([...stored.values()].map(({ status }) => status));
    await tx.execute(sql`
      update report_states set state = 'published', published_at = ${now}::timestamptz, publish_at = null,
        is_turning = ${isTurning(draft, words, crossing.expectedIntervalMinutes)}
      where crossing_id = ${crossing.id} and report_id = ${draft.id}::uuid`);
    await recordStep(tx, input, { state: "published", at: now, accountId: null });
    await followPublication(tx, { published: [draft], crossings: [crossing], stored, now });
    return true;
  });
}
