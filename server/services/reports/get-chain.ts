import type { Claim } from "#server/domain/claim.ts";
import { diffReports, type ReportDifference } from "#server/domain/diff-reports.ts";
import { DomainError } from "#server/domain/errors.ts";
import { assertCan } from "#server/domain/permissions.ts";
import type { ReviewState } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import type { ServiceContext } from "../context.ts";
import { findVersion, newestVersion, readLine } from "./report-versions.ts";

/** One version of a report, for its reporter and the desk. */
export interface ChainVersion {
  readonly id: string;
  readonly correctsId: string | null;
  readonly observedAt: Instant;
  readonly receivedAt: Instant;
  readonly publishedAt: Instant | null;
  readonly withdrawnAt: Instant | null;
  /** Approved, and public from then on. */
  readonly publishAt: Instant | null;
  readonly review: ReviewState;
  readonly reason: string | null;
  readonly note: string | null;
  readonly claims: readonly Claim[];
  /** From the version that it corrects; empty for the first. */
  readonly differences: readonly ReportDifference[];
}

export interface ReportChain {
  readonly crossingId: string;
  /** Oldest first; never empty. */
  readonly versions: readonly ChainVersion[];
  /** The version that a correction or retraction must name. */
  readonly newestId: string;
}

/**
 * The versions of a report, each with what it changed.
 * @throws DomainError `unauthenticated`, `forbidden` (somebody else's), `not_found`
 */
export async function getChain(
  ctx: ServiceContext,
  input: { readonly id: string },
): Promise<ReportChain> {
  assertCan(ctx.actor, "report.inspect");
  const version = await findVersion(ctx.database, input.id);
  if (version === null) throw new DomainError("not_found", `There is no report ${input.id}.`);
  // Whose account is not known is nobody's own.
  assertCan(ctx.actor, "report.inspect", { ownerId: version.draft.accountId ?? "" });
  const line = await readLine(ctx.database, version);
  const byId = new Map(line.map((one) => [one.draft.id, one]));
  return {
    crossingId: version.draft.crossingId,
    newestId: newestVersion(line, version).draft.id,
    versions: line.map(({ draft, ...rest }) => {
      const before = byId.get(rest.correctsId ?? "");
      return {
        id: draft.id,
        correctsId: rest.correctsId,
        observedAt: draft.observedAt,
        receivedAt: draft.receivedAt,
        publishedAt: rest.publishedAt,
        withdrawnAt: rest.withdrawnAt,
        publishAt: rest.publishAt,
        review: rest.review,
        reason: rest.reason,
        note: draft.note,
        claims: draft.claims,
        differences: before === undefined ? [] : diffReports(before.draft, draft),
      };
    }),
  };
}
