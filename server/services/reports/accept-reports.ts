/**
 * Accepts a batch of checked reports in one transaction: stored, and for those published at once everything that
 * follows. Each report has its own outcome; one that conflicts does not harm the others.
 */
import type { Database } from "#server/db/client.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { ReportDraft, ReviewState } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import { lockCrossings } from "../status/derive-stored.ts";
import { followPublication, isTurning } from "./publish-stored.ts";
import { contentHash, findReports, insertReports, type StoredReport } from "./store-reports.ts";

export interface Receipt {
  readonly id: string;
  readonly crossingId: string;
  readonly review: ReviewState;
  readonly receivedAt: Instant;
  /** True when this very report had been received before. */
  readonly isRepeat: boolean;
}

export interface Submission {
  readonly draft: ReportDraft;
  readonly crossing: Crossing;
  readonly isTrusted: boolean;
}

export type Outcome = { readonly receipt: Receipt } | { readonly refusal: DomainError };

function conflict(id: string): DomainError {
  return new DomainError(
    "conflict",
    `A report with the id ${id} was received before and says something else; send a new report with a new id.`,
    { fields: [{ path: "id", message: "was used for another report" }] },
  );
}

/** Outcomes in the order of the submissions. Throws only when nothing at all was stored. */
export async function acceptReports(
  database: Database,
  submissions: readonly Submission[],
  now: Instant,
): Promise<Outcome[]> {
  const trusted = submissions.filter((submission) => submission.isTrusted);
  const inserted =
    trusted.length === 0
      ? await insertReports(
          database,
          submissions.map(({ draft }) => asReceived(draft)),
        )
      : await database.transaction((tx) => storeAndPublish(tx, submissions, now));
  const taken = new Set<string>();
  const isFirst = ({ draft }: Submission) => {
    const first = inserted.has(draft.id) && !taken.has(draft.id);
    taken.add(draft.id);
    return first;
  };
  const firsts = submissions.map(isFirst);
  const repeats = submissions.filter((_, i) => !firsts[i]).map(({ draft }) => draft.id);
  const found = repeats.length === 0 ? new Map() : await findReports(database, repeats);
  return submissions.map(({ draft, isTrusted }, i): Outcome => {
    const { id, crossingId } = draft;
    if (firsts[i]) {
      const review = isTrusted ? "published" : "received";
      return { receipt: { id, crossingId, review, receivedAt: draft.receivedAt, isRepeat: false } };
    }
    const before = found.get(id);
    if (before === undefined || before.contentHash !== contentHash(draft)) {
      return { refusal: conflict(id) };
    }
    const { review, receivedAt } = before;
    return { receipt: { id, crossingId, review, receivedAt, isRepeat: true } };
  });
}

const asReceived = (draft: ReportDraft): StoredReport => ({
  ...draft,
  review: "received",
  publishedAt: null,
  isTurning: false,
});

async function storeAndPublish(
  tx: Parameters<Parameters<Database["transaction"]>[0]>[0],
  submissions: readonly Submission[],
  now: Instant,
): Promise<Set<string>> {
  const crossings = [
    ...new Map(
      submissions.filter((s) => s.isTrusted).map(({ crossing }) => [crossing.id, crossing]),
    ).values(),
  ];
  const stored = await lockCrossings(
    tx,
    crossings.map(({ id }) => id),
  );
  const reports = submissions.map(({ draft, isTrusted }): StoredReport => {
    if (!isTrusted) return asReceived(draft);
    const status = stored.get(draft.crossingId)?.status ?? null;
    return {
      ...draft,
      review: "published",
      publishedAt: now,
      isTurning: isTurning(draft, status),
    };
  });
  const inserted = await insertReports(tx, reports);
  const published = reports.filter((r) => r.review === "published" && inserted.has(r.id));
  await followPublication(tx, { published, crossings, stored, now });
  return inserted;
}
