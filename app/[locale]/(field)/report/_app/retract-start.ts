/** What taking a report back begins with: the report, and what was written of it on this phone before. */
import { conflictOf } from "#app/_client/outbox/conflict.ts";
import type { FieldHome } from "#app/_client/outbox/field-home.ts";
import {
  isRetraction,
  type OutboxEntry,
  type RetractionEntry,
} from "#app/_client/outbox/outbox-entry.ts";
import type { Claim } from "#server/domain/claim.ts";
import { findReceived } from "./form-start.ts";

export interface RetractAsked {
  /** `retract`: a received report, by its id; `mend`: a retraction on this phone, by its own. */
  readonly at: "retract" | "mend";
  readonly id: string;
}

export interface RetractStart {
  readonly reportId: string;
  readonly crossingId: string;
  /** None when this phone does not have the report. */
  readonly claims: readonly Claim[];
  readonly reason: string;
  /** The retraction that is put right; null: another is written. */
  readonly entry: RetractionEntry | null;
}

/** The retraction of a report on this phone; undefined when there is none. */
export const findRetraction = (
  reportId: string,
  entries: readonly OutboxEntry[],
): RetractionEntry | undefined =>
  entries.filter(isRetraction).find(({ body }) => body.retracts === reportId);

/** What it takes back once it is put right: where the report was corrected meanwhile, its newest version. */
function retractsWhenMended(entry: RetractionEntry): string {
  const conflict = conflictOf(entry);
  return conflict?.kind === "newer" ? conflict.newestId : entry.body.retracts;
}

/** Null when the phone has not what is asked for, or nothing is left to do about it. */
export function retractStart(
  { at, id }: RetractAsked,
  home: FieldHome,
  entries: readonly OutboxEntry[],
): RetractStart | null {
  const mine = entries.filter(({ accountId }) => accountId === home.account.id);
  const entry =
    at === "mend"
      ? mine.filter(isRetraction).find((one) => one.id === id)
      : findRetraction(id, mine);
  if (entry?.state === "received") return null;
  if (entry !== undefined) {
    const reportId = retractsWhenMended(entry);
    const claims = findReceived(reportId, home, mine)?.claims ?? [];
    return { reportId, crossingId: entry.body.crossing, claims, reason: entry.body.reason, entry };
  }
  const report = at === "mend" ? null : findReceived(id, home, mine);
  if (report === null) return null;
  return {
    reportId: id,
    crossingId: report.crossingId,
    claims: report.claims,
    reason: "",
    entry: null,
  };
}
