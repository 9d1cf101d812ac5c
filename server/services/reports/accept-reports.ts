/**
 * Accepts a batch of checked reports in one transaction: stored, and for those published at once everything that
 * follows. Each report has its own outcome; one that conflicts does not harm the others.
 */
import type { Database, Transaction } from "#server/db/client.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { ReportDraft, ReviewState } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import { lockCrossings, notBefore } from "../status/derive-stored.ts";
import { readDueTimes, scheduleDue } from "./publication-delay.ts";
import { followPublication, heldWords, isTurning } from "./publish-stored.ts";
import { contentHash, findReports, insertReports, type StoredReport } from "./store-reports.ts";

export interface Receipt {
  readonly id: string;
  readonly crossingId: string;
  readonly review: ReviewState;
  readonly receivedAt: Instant;
  /** Approved, and public from then on, because its crossing asks for a delay; null: no delay, or not approved. */
  readonly publishAt: Instant | null;
  /** True when this very report had been received before. */
  readonly isRepeat: boolean;
  /** True when somebody had passed it on by its code; see settle-by-code.ts. */
  readonly isByCode?: boolean | undefined;
}

export interface Submission {
  readonly draft: ReportDraft;
  readonly crossing: Crossing;
  readonly isTrusted: boolean;
}

export type Outcome = { readonly receipt: Receipt } | { readonly refusal: DomainError };

/** The refusal of an id that was used for something else. */
export function idConflict(id: string): DomainError {
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
  // Of one id sent twice at once the first counts; the other is then judged as any repeat is.
  const byId = Map.groupBy(submissions, ({ draft }) => draft.id);
  const firsts = [...byId.values()].flatMap(([first]) => (first === undefined ? [] : [first]));
  const inserted = firsts.some(({ isTrusted }) => isTrusted)
    ? await database.transaction((tx) => storeAndPublish(tx, firsts, now))
    : await storeReceived(database, firsts);
  const isNew = (submission: Submission) =>
    inserted.has(submission.draft.id) && byId.get(submission.draft.id)?.[0] === submission;
  const repeats = submissions.filter((s) => !isNew(s)).map(({ draft }) => draft.id);
  const found = repeats.length === 0 ? new Map() : await findReports(database, repeats);
  return submissions.map((submission): Outcome => {
    const { draft } = submission;
    const { id, crossingId, receivedAt } = draft;
    const stored = inserted.get(id);
    if (stored !== undefined && isNew(submission)) {
      const { review, publishAt = null } = stored;
      return { receipt: { id, crossingId, review, receivedAt, publishAt, isRepeat: false } };
    }
    const before = found.get(id);
    if (before === undefined || before.contentHash !== contentHash(draft)) {
      return { refusal: idConflict(id) };
    }
    const { review, publishAt } = before;
    const first = { id, crossingId, review, receivedAt: before.receivedAt, publishAt };
    return { receipt: { ...first, isRepeat: true } };
  });
}

const asReceived = (draft: ReportDraft): StoredReport => ({
  ...draft,
  review: "received",
  publishedAt: null,
  isTurning: false,
});

type ById = ReadonlyMap<string, StoredReport>;

const onlyInserted = (reports: readonly StoredReport[], ids: ReadonlySet<string>): ById =>
  new Map(reports.filter(({ id }) => ids.has(id)).map((report) => [report.id, report]));

async function storeReceived(
  database: Database,
  submissions: readonly Submission[],
): Promise<ById> {
  const reports = submissions.map(({ draft }) => asReceived(draft));
  return onlyInserted(reports, await insertReports(database, reports));
}

async function storeAndPublish(
  tx: Transaction,
  submissions: readonly Submission[],
  asked: Instant,
): Promise<ById> {
  const crossings = [
    ...new Map(
      submissions.filter((s) => s.isTrusted).map(({ crossing }) => [crossing.id, crossing]),
    ).values(),
  ];
  const stored = await lockCrossings(
    tx,
    crossings.map(({ id }) => id),
  );
  const now = notBefore(stored, asked);
  const due = await readDueTimes(
    tx,
    crossings.map(({ id }) => id),
    now,
  );
  const words = heldWords([...stored.values()].map(({ status }) => status));
  const reports = [...submissions]
    .sort((a, b) => (a.draft.observedAt < b.draft.observedAt ? -1 : 1))
    .map(({ draft, crossing, isTrusted }): StoredReport => {
      if (!isTrusted) return asReceived(draft);
      // Who stood at the gate is kept safe; what an authority announced or the press wrote has no such witness.
      const publishAt = draft.accountId === null ? undefined : due.get(draft.crossingId);
      if (publishAt !== undefined) return { ...asReceived(draft), review: "in_review", publishAt };
      const turning = isTurning(draft, words, crossing.expectedIntervalMinutes);
      return { ...draft, review: "published", publishedAt: now, isTurning: turning };
    });
  const inserted = onlyInserted(reports, await insertReports(tx, reports));
  const published = [...inserted.values()].filter((r) => r.review === "published");
  await scheduleDue(
    tx,
    [...inserted.values()].flatMap(({ id, crossingId, publishAt }) =>
      publishAt ? [{ crossingId, reportId: id, publishAt }] : [],
    ),
  );
  await followPublication(tx, { published, crossings, stored, now });
  return inserted;
}
