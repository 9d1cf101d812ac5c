import { DomainError } from "#server/domain/errors.ts";
import { invalidField } from "#server/domain/parse-input.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ReviewState } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { getRegistered } from "../crossings/find-crossings.ts";
import { lockCrossings, notBefore } from "../status/derive-stored.ts";
import { assertMayChange, assertNewest } from "./change-own.ts";
import { deriveAndTell } from "./publish-stored.ts";
import { findVersion, type ReportVersionRow, readLine } from "./report-versions.ts";
import { followWithdrawal, withdrawReport } from "./withdraw-stored.ts";

export interface Retraction {
  readonly id: string;
  readonly review: ReviewState;
  readonly withdrawnAt: Instant;
  /** The one on record: of a report that was taken back before, the first. */
  readonly reason: string;
}

async function getVersion(
  database: Parameters<typeof findVersion>[0],
  id: string,
): Promise<ReportVersionRow> {
  const version = await findVersion(database, id);
  if (version === null) throw new DomainError("not_found", `There is no report ${id}.`);
  return version;
}

function readReason(text: string): string {
  const reason = text.trim();
  if (reason !== "") return reason;
  const message = "say why it no longer counts";
  throw invalidField({ path: "reason", message });
}

/**
 * Takes a report back: from now on it counts for nothing, and what was known before stays as it was. Not delayed, also where
 * publication is. Retracted again, it is the first retraction that counts.
 * @param input.reason for the desk and its reporter, not public
 * @throws DomainError `unauthenticated`, `forbidden` (somebody else's), `not_found`, `invalid` without a reason,
 *   `conflict` with `newestId` when the report has been corrected
 */
export async function retractReport(
  ctx: ServiceContext,
  input: { readonly id: string; readonly reason: string },
): Promise<Retraction> {
  const { actor, database } = ctx;
  assertCan(actor, "report.submit");
  const reason = readReason(input.reason);
  const { crossingId } = (await getVersion(database, input.id)).draft;
  const crossing = await getRegistered(database, crossingId, ctx.now);
  return database.transaction(async (tx) => {
    const stored = await lockCrossings(tx, [crossingId]);
    const now = notBefore(stored, ctx.now);
    const version = await getVersion(tx, input.id);
    const { id } = version.draft;
    assertMayChange(actor, version);
    if (version.review === "retracted" && version.withdrawnAt !== null) {
      const { review, withdrawnAt } = version;
      return { id, review, withdrawnAt, reason: version.reason ?? reason };
    }
    assertNewest(await readLine(tx, version), version, version.draft);
    await withdrawReport(tx, {
      crossingId,
      reportId: id,
      state: "retracted",
      reason,
      at: now,
      accountId: actor.accountId,
    });
    if (version.publishedAt !== null) {
      await followWithdrawal(tx, [version.draft], crossing, now);
      const details = [{ kind: "retraction" as const, reportId: id }];
      const causes = new Map([[crossingId, { reportId: id, observedAt: now, details }]]);
      await deriveAndTell(tx, causes, { crossings: [crossing], stored, now });
    }
    return { id, review: "retracted", withdrawnAt: now, reason };
  });
}
