/** The desk's decisions on a report. Each is one transaction under the crossing's lock, and leaves an event. */
import { sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { readInstant } from "#server/db/instants.ts";
import { selectRows } from "#server/db/rows.ts";
import { DomainError } from "#server/domain/errors.ts";
import { invalidField } from "#server/domain/parse-input.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ReportDraft, ReviewState } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { getRegistered } from "../crossings/find-crossings.ts";
import { asClaims, ReportRow, readSource, selectReports } from "../reports/list-reports.ts";
import { readDueTimes } from "../reports/publication-delay.ts";
import { followPublication, heldWords, isTurning } from "../reports/publish-stored.ts";
import { findVersion } from "../reports/report-versions.ts";
import { lockCrossings, notBefore } from "../status/derive-stored.ts";
import { approveForLater } from "./publish-due.ts";
import { assertNotHeld, dropLock } from "./report-lock.ts";

export interface Reviewed {
  readonly id: string;
  readonly review: ReviewState;
  /** Approved, and public from then on: its crossing asks for a delay. */
  readonly publishAt: Instant | null;
}

type Decision =
  | { readonly state: "published" }
  | { readonly state: "rejected"; readonly reason: string }
  | { readonly state: "unverifiable"; readonly reason: string | null };

async function getReport(ctx: ServiceContext, id: string): Promise<ReportRow> {
  const [row] = await selectRows(ctx.database, ReportRow, selectReports(sql`r.id = ${id}::uuid`));
  if (row === undefined) throw new DomainError("not_found", `There is no report ${id}.`);
  return row;
}

async function setState(
  tx: Transaction,
  row: ReportRow,
  input: { decision: Decision; isTurning: boolean; ctx: ServiceContext },
): Promise<boolean> {
  const { decision, ctx } = input;
  const publishedAt = decision.state === "published" ? ctx.now : null;
  const reason = decision.state === "published" ? null : decision.reason;
  const changed = await tx.execute(sql`
    update report_states set state = ${decision.state}, reason = ${reason}, publish_at = null,
      published_at = ${publishedAt}::timestamptz, is_turning = ${input.isTurning}
    where crossing_id = ${row.crossing_id} and report_id = ${row.id} and state in ('received', 'in_review')
    returning report_id`);
  if (changed.length === 0) return false;
  await tx.execute(sql`
    insert into review_events (crossing_id, report_id, ordinal, state, at, account_id, reason)
    select ${row.crossing_id}, ${row.id}::uuid, coalesce(max(ordinal), 0) + 1, ${decision.state}, ${ctx.now}::timestamptz,
      ${ctx.actor?.accountId ?? null}::uuid, ${reason}
    from review_events where crossing_id = ${row.crossing_id} and report_id = ${row.id}`);
  return true;
}

const toDraft = (row: ReportRow, receivedAt: Instant): ReportDraft => ({
  id: row.id,
  crossingId: row.crossing_id,
  source: readSource(row),
  accountId: null,
  observedAt: readInstant(row.observed_at),
  receivedAt,
  claims: asClaims(row.claims),
  note: row.note,
  links: row.links,
});

function alreadyDecided(row: ReportRow, state: ReviewState = row.state): DomainError {
  return new DomainError(
    "conflict",
    `This report is ${state} already; reload the desk to see who decided.`,
    { review: state },
  );
}

/** Where publication is delayed: approved now, public when it is due. */
async function approve(
  tx: Transaction,
  row: ReportRow,
  approval: { readonly publishAt: Instant; readonly now: Instant; readonly ctx: ServiceContext },
): Promise<Reviewed> {
  const { publishAt, now, ctx } = approval;
  const accountId = ctx.actor?.accountId ?? null;
  const due = { crossingId: row.crossing_id, reportId: row.id, publishAt };
  if (await approveForLater(tx, due, { now, accountId })) {
    await dropLock(tx, row.id);
    return { id: row.id, review: "in_review", publishAt };
  }
  const after = await findVersion(tx, row.id);
  const isApproved = after?.review === "in_review" && after.publishAt !== null;
  if (after?.review !== "published" && !isApproved) throw alreadyDecided(row, after?.review);
  return { id: row.id, review: after.review, publishAt: after.publishAt };
}

async function decide(ctx: ServiceContext, id: string, decision: Decision): Promise<Reviewed> {
  assertCan(ctx.actor, "report.review");
  const before = await getReport(ctx, id);
  const crossing = await getRegistered(ctx.database, before.crossing_id, ctx.now);
  return ctx.database.transaction(async (tx): Promise<Reviewed> => {
    const stored = await lockCrossings(tx, [crossing.id]);
    const draft = toDraft(before, readInstant(before.received_at));
    const now = notBefore(stored, ctx.now);
    const words = heldWords([...stored.values()].map(({ status }) => status));
    const turning =
      decision.state === "published" && isTurning(draft, words, crossing.expectedIntervalMinutes);
    await assertNotHeld(tx, ctx, id);
    const due = await readDueTimes(tx, [crossing.id], now);
    const publishAt = decision.state === "published" ? due.get(crossing.id) : undefined;
    if (publishAt !== undefined) return approve(tx, before, { publishAt, now, ctx });
    const isDecided = await setState(tx, before, {
      decision,
      isTurning: turning,
      ctx: { ...ctx, now },
    });
    if (!isDecided) {
      const [after] = await selectRows(tx, ReportRow, selectReports(sql`r.id = ${id}::uuid`));
      // Deciding the same again is a success; deciding otherwise is not.
      if (after?.state !== decision.state) throw alreadyDecided(after ?? before);
      return { id, review: decision.state, publishAt: null };
    }
    await dropLock(tx, id);
    const published = decision.state === "published" ? [draft] : [];
    await followPublication(tx, { published, crossings: [crossing], stored, now });
    return { id, review: decision.state, publishAt: null };
  });
}

/**
 * Publishes a report: status, change and notification follow in the same transaction.
 * @throws DomainError `forbidden`, `not_found`, `conflict` when it was decided otherwise before or somebody else
 *   works on it
 */
export const publishReport = (
  ctx: ServiceContext,
  input: { readonly id: string },
): Promise<Reviewed> => decide(ctx, input.id, { state: "published" });

/**
 * Rejects a report; its reporter reads the reason.
 * @throws DomainError `invalid` without a reason, else as `publishReport`
 */
export async function rejectReport(
  ctx: ServiceContext,
  input: { readonly id: string; readonly reason: string },
): Promise<Reviewed> {
  const reason = input.reason.trim();
  if (reason === "") {
    const message = "say why, so that the reporter can mend it";
    throw invalidField({ path: "reason", message });
  }
  return decide(ctx, input.id, { state: "rejected", reason });
}

/** Sets a report aside that nobody can confirm or deny. Errors as `publishReport`. */
export const markUnverifiable = (
  ctx: ServiceContext,
  input: { readonly id: string; readonly reason: string | null },
): Promise<Reviewed> => decide(ctx, input.id, { state: "unverifiable", reason: input.reason });
