/** What correcting and retracting have in common: who may, and on which version. */
import type { Actor } from "#server/domain/actor.ts";
import { diffReports, type ReportVersion } from "#server/domain/diff-reports.ts";
import { DomainError } from "#server/domain/errors.ts";
import { assertCan } from "#server/domain/permissions.ts";
import { describeDifference } from "#server/formats/words/describe-difference.ts";
import { newestVersion, type ReportVersionRow } from "./report-versions.ts";

/** The desk's own members may correct and retract what anybody reported; others what they reported themselves. */
export function assertMayChange(actor: Actor, version: ReportVersionRow): void {
  const { crossingId, accountId } = version.draft;
  assertCan(actor, "report.submit", { crossingId });
  if (actor.role === "verifier" || actor.role === "admin" || accountId === actor.accountId) return;
  throw new DomainError(
    "forbidden",
    "This report is somebody else's; only its reporter and the desk may change it.",
  );
}

const HAPPENED: Readonly<Partial<Record<ReportVersionRow["review"], string>>> = {
  retracted: "was retracted; send a new report instead",
  superseded: "was corrected before",
};

function outdated(newest: ReportVersionRow, base: ReportVersionRow, mine: ReportVersion) {
  const isItself = newest.draft.id === base.draft.id;
  const happened = HAPPENED[base.review] ?? "has a correction that waits";
  const wayOut = isItself
    ? ""
    : `; its newest version is ${newest.draft.id}: read what differs, and change that one`;
  const fields = diffReports(newest.draft, mine).map(describeDifference);
  return new DomainError("conflict", `Report ${base.draft.id} ${happened}${wayOut}.`, {
    newestId: newest.draft.id,
    ...(fields.length === 0 ? {} : { fields }),
  });
}

/**
 * Refuses unless the report is the newest of its line: nothing is ever merged.
 * @param mine what the sender would have instead, to tell how it differs from the newest version
 * @throws DomainError `conflict` with the id of the newest version and what differs
 */
export function assertNewest(
  line: readonly ReportVersionRow[],
  base: ReportVersionRow,
  mine: ReportVersion,
): void {
  const newest = newestVersion(line, base);
  const isOver = base.review === "retracted" || base.review === "superseded";
  if (isOver || newest.draft.id !== base.draft.id) throw outdated(newest, base, mine);
  // A version that was sent back does not bring to life a line whose public word was taken back.
  const gone = line.find(
    ({ review, publishedAt }) => review === "retracted" && publishedAt !== null,
  );
  if (gone !== undefined && base.publishedAt === null) throw outdated(gone, gone, mine);
}
