/** What follows from publishing, in the transaction that publishes: figures, status, change, jobs, notification. */
import { sql } from "drizzle-orm";
import type { Transaction } from "#server/db/client.ts";
import { jsonParam } from "#server/db/rows.ts";
import { type State, TRACKS, type Track } from "#server/domain/claim.ts";
import type { Crossing, CrossingId, LaneId } from "#server/domain/crossing.ts";
import { correctionDetails } from "#server/domain/diff-reports.ts";
import type { ReportDraft } from "#server/domain/report.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import { type Instant, laterOf, MINUTE_MS, toMs } from "#server/domain/time.ts";
import {
  deriveStoredStatuses,
  type StatusCause,
  type StoredStatus,
} from "../status/derive-stored.ts";
import { tellCrossings } from "../status/tell-crossing.ts";
import { countFigures } from "./count-figures.ts";
import { lateEnds } from "./late-reports.ts";
import { publishClaims } from "./store-reports.ts";
import { type Correction, supersedeCorrected } from "./supersede-corrected.ts";
import { followWithdrawal } from "./withdraw-stored.ts";

/** What is known of a lane's track when a report comes: the newest word and what it said. */
export interface HeldWord {
  readonly value: State;
  readonly at: Instant | null;
}

/** What the stored status, and then each report of the same group, says of lanes: `crossing lane track`. */
export type HeldWords = Map<string, HeldWord>;

const wordKey = (crossingId: CrossingId, lane: LaneId, track: Track): string =>
  `${crossingId} ${lane} ${track}`;

export function heldWords(statuses: Iterable<CrossingStatus | null>): HeldWords {
  const words: HeldWords = new Map();
  for (const status of statuses) {
    for (const lane of status?.lanes ?? []) {
      for (const track of TRACKS) {
        const { held, lastWordAt } = lane[track];
        words.set(wordKey(status?.crossingId ?? "", lane.lane, track), {
          value: held,
          at: lastWordAt,
        });
      }
    }
  }
  return words;
}

/**
 * Two words for the same state keep it alive in history when they are no farther apart than this share of the
 * crossing's interval: a state is stale after two intervals.
 */
const RENEWAL_SHARE = 0.5;

function isRenewal(before: Instant | null, observedAt: Instant, intervalMinutes: number): boolean {
  const span = intervalMinutes * MINUTE_MS * RENEWAL_SHARE;
  const slot = (at: Instant) => Math.floor(toMs(at) / span);
  return before === null || slot(before) !== slot(observedAt);
}

/**
 * True when the history of states needs a report: it says something of a lane that is not held already, has an
 * end or exceptions of its own, came out of order, or is the first word for what is held in some while.
 * `words` is brought up to date, so that reports of one group, oldest first, are judged by each other.
 */
export function isTurning(draft: ReportDraft, words: HeldWords, intervalMinutes: number): boolean {
  let turns = false;
  for (const claim of draft.claims) {
    if (claim.kind === "no_change") turns = true;
    if (claim.kind !== "state") continue;
    if (claim.hold.kind !== "next" || claim.exceptions.length > 0) turns = true;
    if (claim.since !== null || claim.conditions.length > 0) turns = true;
    for (const lane of claim.lanes) {
      const key = wordKey(draft.crossingId, lane, claim.track);
      const before = words.get(key) ?? { value: "unknown", at: null };
      const isLate = before.at !== null && before.at > draft.observedAt;
      if (isLate || before.value !== claim.value) turns = true;
      if (isRenewal(before.at, draft.observedAt, intervalMinutes)) turns = true;
      if (!isLate) words.set(key, { value: claim.value, at: draft.observedAt });
    }
  }
  return turns;
}

/** "Nothing changed" is nothing without what its source said last: that is kept as turning with it. */
async function markRenewed(tx: Transaction, published: readonly ReportDraft[]): Promise<void> {
  const renewals = published.filter((r) => r.claims.some((claim) => claim.kind === "no_change"));
  for (const { crossingId, source, observedAt } of renewals) {
    await tx.execute(sql`
      update report_states set is_turning = true where not is_turning and crossing_id = ${crossingId}
        and report_id = (select s.report_id from report_states s
          where s.crossing_id = ${crossingId} and s.source_id = ${source.id} and s.published_at is not null
            and s.observed_at < ${observedAt}::timestamptz and exists (select from claims c
              where c.crossing_id = s.crossing_id and c.report_id = s.report_id and c.kind = 'state')
          order by s.observed_at desc limit 1)`);
  }
}

/** How many later reports are kept as turning after one that came late: each lane's next is among them. */
const AFTER_LATE = 20;

/** What was said after a report that came late may have become a turn. One statement: an import brings thousands. */
async function markSuccessors(tx: Transaction, late: readonly ReportDraft[]): Promise<void> {
  if (late.length === 0) return;
  const rows = late.map(({ crossingId, observedAt }) => ({ id: crossingId, at: observedAt }));
  await tx.execute(sql`
    update report_states s set is_turning = true
    from jsonb_to_recordset(${jsonParam(rows)}) as l(id text, at timestamptz)
    cross join lateral (
      select n.crossing_id, n.report_id from report_states n
      where n.crossing_id = l.id and n.published_at is not null and n.observed_at > l.at
      order by n.observed_at limit ${AFTER_LATE}) next
    where s.crossing_id = next.crossing_id and s.report_id = next.report_id and not s.is_turning`);
}

/** What made each crossing's status change: the newest report, or a correction, which is told as of now. */
function causesOf(
  published: readonly ReportDraft[],
  corrections: readonly Correction[],
  now: Instant,
): Map<CrossingId, StatusCause> {
  const causes = new Map<CrossingId, StatusCause>(
    [...published]
      .sort((a, b) => (a.observedAt < b.observedAt ? -1 : 1))
      .map((report) => [report.crossingId, { reportId: report.id, observedAt: report.observedAt }]),
  );
  for (const { correction, corrected } of corrections) {
    const details = correctionDetails(corrected, correction);
    causes.set(correction.crossingId, {
      reportId: correction.id,
      observedAt: now,
      details: [...(causes.get(correction.crossingId)?.details ?? []), ...details],
    });
  }
  return causes;
}

/** What the groups of one transaction have made happen, to be derived and told once, at its end. */
export interface HeldPublication {
  readonly causes: Map<CrossingId, StatusCause>;
  readonly lastWords: Map<CrossingId, Instant>;
}

export interface LockedCrossings {
  readonly crossings: readonly Crossing[];
  /** What was stored of the crossings when they were locked. */
  readonly stored: ReadonlyMap<CrossingId, StoredStatus>;
  readonly now: Instant;
}

/** Status, change, closures and notification of the crossings that have a cause. */
export async function deriveAndTell(
  tx: Transaction,
  causes: ReadonlyMap<CrossingId, StatusCause>,
  { crossings, stored, now }: LockedCrossings,
): Promise<void> {
  const touched = crossings.filter(({ id }) => causes.has(id));
  await deriveStoredStatuses(tx, { crossings: touched, stored, causes, now });
  await tellCrossings(
    tx,
    touched.map(({ id }) => id),
  );
}

export interface Publication extends LockedCrossings {
  readonly published: readonly ReportDraft[];
  /** See late-reports.ts; absent: none. */
  readonly pieces?: ReadonlySet<CrossingId>;
  /** Keeps what is to be derived and told until the transaction's end; absent: at once. */
  readonly held?: HeldPublication | undefined;
}

/** The newest word of each crossing as it was stored. */
export const storedLastWords = (
  stored: ReadonlyMap<CrossingId, StoredStatus>,
): Map<CrossingId, Instant> =>
  new Map(
    [...stored].flatMap(([id, { status }]): [CrossingId, Instant][] =>
      status?.lastWordAt ? [[id, status.lastWordAt]] : [],
    ),
  );

function hold(
  { causes, lastWords }: HeldPublication,
  published: readonly ReportDraft[],
  fresh: ReadonlyMap<CrossingId, StatusCause>,
): void {
  for (const [id, cause] of fresh) {
    if ((causes.get(id)?.observedAt ?? "") <= cause.observedAt) causes.set(id, cause);
  }
  for (const { crossingId, observedAt } of published) {
    lastWords.set(crossingId, laterOf(lastWords.get(crossingId) ?? observedAt, observedAt));
  }
}

/**
 * @param input.published reports just stored as published, of the given crossings, whose locks are held; what they correct
 *   is withdrawn here
 */
export async function followPublication(tx: Transaction, input: Publication): Promise<void> {
  const { published, crossings, stored, now, pieces = new Set(), held } = input;
  if (published.length === 0) return;
  const corrections = await supersedeCorrected(tx, published, now);
  await publishClaims(tx, published);
  await countFigures(tx, published);
  for (const crossing of crossings) {
    const corrected = corrections.map((one) => one.corrected);
    const ofCrossing = corrected.filter(({ crossingId }) => crossingId === crossing.id);
    if (ofCrossing.length > 0) await followWithdrawal(tx, ofCrossing, crossing, now);
  }
  const lastWords = held?.lastWords ?? storedLastWords(stored);
  await markSuccessors(tx, lateEnds(published, lastWords, pieces));
  await markRenewed(tx, published);
  const causes = causesOf(published, corrections, now);
  if (held === undefined) await deriveAndTell(tx, causes, input);
  else hold(held, published, causes);
}
