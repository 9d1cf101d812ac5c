/**
 * Corrects a report by a new one of the same source, in one transaction under the crossing's lock. The original stays as it
 * was. What nobody in public has seen yet is superseded at once; what is public stands until its correction is public too.
 */
import type { Transaction } from "#server/db/client.ts";
import type { Actor } from "#server/domain/actor.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { DomainError } from "#server/domain/errors.ts";
import { invalidField } from "#server/domain/parse-input.ts";
import type { ReportDraft } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { lockCrossings, notBefore } from "../status/derive-stored.ts";
import { idConflict, type Receipt } from "./accept-reports.ts";
import { assertMayChange, assertNewest } from "./change-own.ts";
import { readDueTimes, scheduleDue } from "./publication-delay.ts";
import { followPublication, type LockedCrossings } from "./publish-stored.ts";
import { findVersion, type ReportVersionRow, readLine } from "./report-versions.ts";
import { contentHash, findReports, insertReports, type StoredReport } from "./store-reports.ts";
import { withdrawReport } from "./withdraw-stored.ts";

export interface CorrectionInput {
  /** Checked; its source and account are its sender's, its `origin.correctsId` the report to correct. */
  readonly draft: ReportDraft;
  readonly crossing: Crossing;
  /** Its sender's word is published at once. */
  readonly isTrusted: boolean;
  readonly correctsId: string;
}

/** The correction as its source's: the desk may enter it, but it stays the reporter's word. */
function asVersionOf(base: ReportVersionRow, draft: ReportDraft, actor: Actor): ReportDraft {
  const { source, accountId, links } = base.draft;
  const relayedBy = accountId === actor.accountId ? null : actor.accountId;
  const origin = draft.origin;
  return {
    ...draft,
    source,
    accountId,
    links,
    ...(origin === undefined ? {} : { origin: { ...origin, relayedBy } }),
  };
}

/** Stores it as it will stand: public now, public when it is due, or waiting for the desk. */
async function store(
  tx: Transaction,
  draft: ReportDraft,
  { isTrusted, locked }: { readonly isTrusted: boolean; readonly locked: LockedCrossings },
): Promise<StoredReport> {
  const { now } = locked;
  const due = isTrusted ? await readDueTimes(tx, [draft.crossingId], now) : new Map();
  const publishAt: Instant | null = due.get(draft.crossingId) ?? null;
  const isPublic = isTrusted && publishAt === null;
  const report: StoredReport = {
    ...draft,
    review: isPublic ? "published" : isTrusted ? "in_review" : "received",
    publishedAt: isPublic ? now : null,
    publishAt,
    isTurning: false,
  };
  const inserted = await insertReports(tx, [report]);
  if (!inserted.has(draft.id)) throw idConflict(draft.id);
  if (publishAt !== null) {
    await scheduleDue(tx, [{ crossingId: draft.crossingId, reportId: draft.id, publishAt }]);
  }
  if (isPublic) await followPublication(tx, { ...locked, published: [report] });
  return report;
}

/**
 * The same correction sent again gives the first receipt again.
 * @throws DomainError `not_found`, `forbidden` (somebody else's), `invalid` (another crossing's), `conflict` with
 *   `newestId` when the report is not the newest version, or for an id used before with other content
 */
export function correctReport(ctx: ServiceContext, input: CorrectionInput): Promise<Receipt> {
  const { actor, database } = ctx;
  const { crossing, isTrusted, correctsId } = input;
  return database.transaction(async (tx) => {
    const stored = await lockCrossings(tx, [crossing.id]);
    const now = notBefore(stored, ctx.now);
    const base = await findVersion(tx, correctsId);
    if (base === null || actor === null) {
      throw new DomainError("not_found", `There is no report ${correctsId} to correct.`, {
        fields: [{ path: "corrects", message: "is no report" }],
      });
    }
    assertMayChange(actor, base);
    if (base.draft.crossingId !== crossing.id) {
      const message = `corrects a report of ${base.draft.crossingId}; retract that, and report anew`;
      throw invalidField({ path: "crossing", message });
    }
    const draft = asVersionOf(base, input.draft, actor);
    const { id, crossingId } = draft;
    const before = (await findReports(tx, [id])).get(id);
    if (before !== undefined) {
      if (before.contentHash !== contentHash(draft)) throw idConflict(id);
      const { review, receivedAt, publishAt } = before;
      return { id, crossingId, review, receivedAt, publishAt, isRepeat: true };
    }
    assertNewest(await readLine(tx, base), base, draft);
    const locked = { crossings: [crossing], stored, now };
    const { review, publishAt = null } = await store(tx, draft, { isTrusted, locked });
    if (base.publishedAt === null) {
      await withdrawReport(tx, {
        crossingId,
        reportId: base.draft.id,
        state: "superseded",
        reason: id,
        at: now,
        accountId: actor.accountId,
      });
    }
    return { id, crossingId, review, receivedAt: draft.receivedAt, publishAt, isRepeat: false };
  });
}
