/** The derived rows of a crossing: its status, its newest change, its closures. Only this file writes them. */
import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Transaction } from "#server/db/client.ts";
import { jsonParam, selectRows } from "#server/db/rows.ts";
import { ageStatus } from "#server/domain/age-status.ts";
import type { ChangeDetail } from "#server/domain/change.ts";
import type { Crossing, CrossingId } from "#server/domain/crossing.ts";
import { deriveClosures } from "#server/domain/derive-closures.ts";
import { deriveStatus } from "#server/domain/derive-status.ts";
import { diffStatus } from "#server/domain/diff-status.ts";
import { passTime, timeDetails } from "#server/domain/pass-time.ts";
import { EARLIEST_OBSERVED_AT } from "#server/domain/report-input.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import { type Instant, laterOf } from "#server/domain/time.ts";
import { loadTurningReports } from "./load-reports.ts";
import { readStatuses } from "./read-status.ts";

const StoredRow = z.object({
  crossing_id: z.string(),
  sequence: z.coerce.number(),
  status: z.unknown(),
});

/** Statuses are written only here, from the core's own type. */
const asStatus = (stored: unknown): CrossingStatus | null => stored as CrossingStatus | null;

export interface StoredStatus {
  readonly sequence: number;
  readonly status: CrossingStatus | null;
}

/** Takes the crossings' write locks, in one order for everybody, and gives what is stored of them. */
export async function lockCrossings(
  tx: Transaction,
  crossingIds: readonly CrossingId[],
): Promise<Map<CrossingId, StoredStatus>> {
  const rows = await selectRows(
    tx,
    StoredRow,
    sql`select crossing_id, sequence, status from statuses
      where crossing_id in (select jsonb_array_elements_text(${jsonParam(crossingIds)}))
      order by crossing_id for update`,
  );
  return new Map(
    rows.map((row) => [row.crossing_id, { sequence: row.sequence, status: asStatus(row.status) }]),
  );
}

/** Whoever waited for a lock asked at an instant that others have derived past; time does not go back. */
export function notBefore(stored: ReadonlyMap<CrossingId, StoredStatus>, now: Instant): Instant {
  return [...stored.values()].reduce(
    (latest, { status }) => (status === null ? latest : laterOf(latest, status.at)),
    now,
  );
}

export interface ChangeDraft {
  readonly at: Instant;
  readonly observedAt: Instant;
  readonly reportId: string | null;
  readonly details: readonly ChangeDetail[];
}

/** Appends changes to a locked crossing, numbered on from `sequence`; gives the last number. */
export async function appendChanges(
  tx: Transaction,
  crossingId: CrossingId,
  sequence: number,
  changes: readonly ChangeDraft[],
): Promise<number> {
  if (changes.length === 0) return sequence;
  const rows = changes.map((change, i) => ({
    sequence: sequence + i + 1,
    id: randomUUID(),
    at: change.at,
    observed_at: change.observedAt,
    report_id: change.reportId,
    details: change.details,
  }));
  await tx.execute(sql`
    insert into changes (crossing_id, sequence, id, at, observed_at, report_id, details)
    select ${crossingId}, x.sequence, x.id, x.at, x.observed_at, x.report_id, x.details
    from jsonb_to_recordset(${jsonParam(rows)}) as x(sequence bigint, id uuid, at timestamptz,
      observed_at timestamptz, report_id uuid, details jsonb)`);
  return sequence + changes.length;
}

export async function storeStatus(
  tx: Transaction,
  status: CrossingStatus,
  sequence: number,
): Promise<void> {
  await tx.execute(sql`
    update statuses set status = ${jsonParam(status)}, sequence = ${sequence}, derived_at = ${status.at}::timestamptz
    where crossing_id = ${status.crossingId}`);
}

/** The task that looks at a crossing again when time alone changes its status; see server/jobs. */
export const PASS_TIME_TASK = "pass_time";
/** A database whose clock runs ahead of ours must not have a crossing looked at without end. */
const PASS_TIME_PACE = sql.raw("interval '1 second'");

/** One job a crossing, at the next instant at which its status changes by itself. */
async function scheduleNextLook(
  tx: Transaction,
  statuses: readonly CrossingStatus[],
): Promise<void> {
  const rows = statuses.flatMap(({ crossingId, nextChangeAt }) =>
    nextChangeAt === null ? [] : [{ id: crossingId, at: nextChangeAt }],
  );
  if (rows.length === 0) return;
  await tx.execute(sql`
    select graphile_worker.add_job(${PASS_TIME_TASK}, json_build_object('crossingId', x.id),
      job_key := ${PASS_TIME_TASK} || ' ' || x.id, run_at := greatest(x.at, now() + ${PASS_TIME_PACE}))
    from jsonb_to_recordset(${jsonParam(rows)}) as x(id text, at timestamptz)`);
}

/** What time alone did since the status was stored, each at its instant: told before what is new. */
function passedDrafts(stored: CrossingStatus | null, now: Instant): ChangeDraft[] {
  if (stored === null) return [];
  return passTime(stored, now).map((step) => ({
    at: now,
    observedAt: step.at,
    reportId: null,
    details: step.details,
  }));
}

export interface StatusCause {
  readonly reportId: string;
  readonly observedAt: Instant;
  /** What the change tells before what it did to the status: a correction, a retraction. */
  readonly details?: readonly ChangeDetail[];
}

/**
 * Derives the status of locked crossings anew and records what changed for the public.
 * @param input.causes the report that made each change, for its line; a crossing without one is looked at because
 *   time has passed or an override was set, and only its states and level are told
 * @returns the changes that were appended, by crossing
 */
export async function deriveStoredStatuses(
  tx: Transaction,
  input: {
    readonly crossings: readonly Crossing[];
    readonly stored: ReadonlyMap<CrossingId, StoredStatus>;
    readonly causes: ReadonlyMap<CrossingId, StatusCause>;
    readonly now: Instant;
  },
): Promise<Map<CrossingId, readonly ChangeDraft[]>> {
  const { now } = input;
  const statuses = await readStatuses(tx, input.crossings, { at: now, known: "now", now });
  const appended = new Map<CrossingId, readonly ChangeDraft[]>();
  for (const after of statuses) {
    const stored = input.stored.get(after.crossingId);
    const cause = input.causes.get(after.crossingId);
    const crossing = input.crossings.find(({ id }) => id === after.crossingId);
    const before =
      stored?.status ??
      (crossing && deriveStatus({ crossing, reports: [], at: now, known: "now", now }));
    const diff = cause === undefined ? timeDetails : diffStatus;
    const details = [
      ...(cause?.details ?? []),
      ...(before === undefined ? [] : diff(ageStatus(before, now), after)),
    ];
    const change = {
      at: now,
      observedAt: cause?.observedAt ?? now,
      reportId: cause?.reportId ?? null,
      details,
    };
    const drafts = [
      ...passedDrafts(stored?.status ?? null, now),
      ...(details.length === 0 ? [] : [change]),
    ];
    const sequence = await appendChanges(tx, after.crossingId, stored?.sequence ?? 0, drafts);
    await storeStatus(tx, after, sequence);
    appended.set(after.crossingId, drafts);
  }
  await scheduleNextLook(tx, statuses);
  return appended;
}

/** Derives a crossing's closures anew from everything that turned its lanes. */
export async function deriveStoredClosures(
  tx: Transaction,
  crossing: Crossing,
  now: Instant,
): Promise<number> {
  const reports = await loadTurningReports(tx, crossing.id);
  const closures = deriveClosures({ crossing, reports, from: EARLIEST_OBSERVED_AT, to: now, now });
  await tx.execute(sql`delete from closures where crossing_id = ${crossing.id}`);
  const rows = closures.map((closure) => ({
    from_at: closure.fromAt,
    to_at: closure.toAt,
    end: closure.end,
    cause: closure.cause,
    closure,
  }));
  await tx.execute(sql`
    insert into closures (crossing_id, from_at, to_at, "end", cause, closure)
    select ${crossing.id}, x.from_at, x.to_at, x."end", x.cause, x.closure
    from jsonb_to_recordset(${jsonParam(rows)})
      as x(from_at timestamptz, to_at timestamptz, "end" text, cause text, closure jsonb)`);
  return closures.length;
}
