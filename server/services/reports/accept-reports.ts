/**
 * Accepts a batch of checked reports in one transaction: stored, and for those published at once everything that
 * follows. Each report has its own outcome; one that conflicts does not harm the others.
 */
import type { Database, Transaction } from "#server/db/client.ts";
import type { Crossing, CrossingId } from "#server/domain/crossing.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { ReportDraft, ReviewState } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import { lockCrossings, notBefore, type StoredStatus } from "../status/derive-stored.ts";
import { findPieces, isLate } from "./late-reports.ts";
import { readDueTimes, scheduleDue } from "./publication-delay.ts";
import {
  deriveAndTell,
  followPublication,
  type HeldPublication,
  type HeldWords,
  heldWords,
  isTurning,
  storedLastWords,
} from "./publish-stored.ts";
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

/** A transaction that takes reports in many groups: it holds the crossings' locks, and derives their statuses at its end. */
export interface Acceptance extends HeldPublication {
  readonly tx: Transaction;
  readonly crossings: readonly Crossing[];
  readonly stored: ReadonlyMap<CrossingId, StoredStatus>;
  readonly words: HeldWords;
  readonly now: Instant;
}

/**
 * Begins to take reports of any of these crossings. All are locked at once: group by group, others who hold one of them
 * and wait for another would wait for ever.
 */
export async function beginAcceptance(
  tx: Transaction,
  crossings: readonly Crossing[],
  asked: Instant,
): Promise<Acceptance> {
  const stored = await lockCrossings(
    tx,
    crossings.map(({ id }) => id),
  );
  return {
    tx,
    crossings,
    stored,
    words: heldWords([...stored.values()].map(({ status }) => status)),
    lastWords: storedLastWords(stored),
    causes: new Map(),
    now: notBefore(stored, asked),
  };
}

/** Derives and tells, once, what all of its groups have changed. */
export const endAcceptance = (acceptance: Acceptance): Promise<void> =>
  deriveAndTell(acceptance.tx, acceptance.causes, acceptance);

/**
 * Outcomes in the order of the submissions. Throws only when nothing at all was stored.
 * @param acceptance they are a group of it, and `database` is its transaction
 */
export async function acceptReports(
  database: Database,
  submissions: readonly Submission[],
  now: Instant,
  acceptance?: Acceptance,
): Promise<Outcome[]> {
  // Of one id sent twice at once the first counts; the other is then judged as any repeat is.
  const byId = Map.groupBy(submissions, ({ draft }) => draft.id);
  const firsts = [...byId.values()].flatMap(([first]) => (first === undefined ? [] : [first]));
  const inserted = await store(database, firsts, now, acceptance);
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

function store(
  database: Database,
  submissions: readonly Submission[],
  now: Instant,
  acceptance: Acceptance | undefined,
): Promise<ById> {
  if (!submissions.some(({ isTrusted }) => isTrusted)) return storeReceived(database, submissions);
  // Not a savepoint a group: thousands of them in one transaction slow every other.
  if (acceptance !== undefined) return publishGroup(submissions, acceptance, acceptance);
  return database.transaction(async (tx) => {
    const trusted = submissions.filter((s) => s.isTrusted).map(({ crossing }) => crossing);
    const crossings = [...new Map(trusted.map((one) => [one.id, one])).values()];
    return publishGroup(submissions, await beginAcceptance(tx, crossings, now));
  });
}

async function storeReceived(
  database: Database,
  submissions: readonly Submission[],
): Promise<ById> {
  const reports = submissions.map(({ draft }) => asReceived(draft));
  return onlyInserted(reports, await insertReports(database, reports));
}

/** @param held absent: what follows is derived and told at once */
async function publishGroup(
  submissions: readonly Submission[],
  { tx, crossings, stored, words, lastWords, now }: Acceptance,
  held?: HeldPublication,
): Promise<ById> {
  const due = await readDueTimes(
    tx,
    crossings.map(({ id }) => id),
    now,
  );
  const pieces = await findPieces(
    tx,
    submissions.filter((s) => s.isTrusted).map(({ draft }) => draft),
    lastWords,
  );
  const wordsOfPieces: HeldWords = new Map();
  const reports = [...submissions]
    .sort((a, b) => (a.draft.observedAt < b.draft.observedAt ? -1 : 1))
    .map(({ draft, crossing, isTrusted }): StoredReport => {
      if (!isTrusted) return asReceived(draft);
      // Who stood at the gate is kept safe; what an authority announced or the press wrote has no such witness.
      const publishAt = draft.accountId === null ? undefined : due.get(draft.crossingId);
      if (publishAt !== undefined) return { ...asReceived(draft), review: "in_review", publishAt };
      const turnsNow = isTurning(draft, words, crossing.expectedIntervalMinutes);
      const isOfPiece = pieces.has(draft.crossingId) && isLate(draft, lastWords);
      const turning = isOfPiece
        ? isTurning(draft, wordsOfPieces, crossing.expectedIntervalMinutes)
        : turnsNow;
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
  await followPublication(tx, { published, crossings, stored, now, pieces, held });
  return inserted;
}
