/**
 * Loads the record: registry, incidents, and every documented word as a report, through the same storing and
 * deriving as live reports. Ids are made from the record's own, so loading twice changes nothing.
 */
import { sql } from "drizzle-orm";
import { z } from "zod";
import type { Database, Transaction } from "#server/db/client.ts";
import { selectRows } from "#server/db/rows.ts";
import type { ChangeDetail } from "#server/domain/change.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { deriveStatus } from "#server/domain/derive-status.ts";
import { diffStatus } from "#server/domain/diff-status.ts";
import type { PublishedReport, ReportDraft } from "#server/domain/report.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import { type Instant, laterOf } from "#server/domain/time.ts";
import { type ReadRecord, readRecord } from "#server/formats/record/read-record.ts";
import type { RecordFiles } from "#server/formats/record/record-schema.ts";
import { forgetCrossings } from "../crossings/find-crossings.ts";
import { countFigures } from "../reports/count-figures.ts";
import { insertReports, publishClaims, type StoredReport } from "../reports/store-reports.ts";
import {
  appendChanges,
  type ChangeDraft,
  deriveStoredClosures,
  lockCrossings,
  storeStatus,
} from "../status/derive-stored.ts";
import { readStatuses } from "../status/read-status.ts";
import { storeIncidents } from "./store-incidents.ts";
import { storeRegistry } from "./store-registry.ts";

export interface ImportSummary {
  readonly crossings: number;
  readonly reports: { readonly read: number; readonly added: number };
  readonly incidents: number;
  readonly closures: number;
  readonly changes: number;
  /** Rows of the record that did not become reports, by reason. */
  readonly leftOut: readonly { readonly reason: string; readonly rows: number }[];
}

/** Rows in one statement at most: some megabytes of JSON. */
const CHUNK = 500;

const asStored = (draft: ReportDraft): StoredReport => ({
  ...draft,
  review: "published",
  publishedAt: draft.receivedAt,
  // The record is a list of turns: nobody wrote down that nothing had changed.
  isTurning: draft.claims.some((claim) => claim.kind === "state"),
});

async function storeDrafts(
  tx: Transaction,
  drafts: readonly ReportDraft[],
): Promise<ReportDraft[]> {
  const added: ReportDraft[] = [];
  for (let i = 0; i < drafts.length; i += CHUNK) {
    const chunk = drafts.slice(i, i + CHUNK);
    const ids = await insertReports(tx, chunk.map(asStored));
    added.push(...chunk.filter(({ id }) => ids.has(id)));
  }
  await publishClaims(tx, added);
  await countFigures(tx, added);
  return added;
}

/** Every instant at which the record says something of a crossing: what may have changed its status. */
function turningPoints(reports: readonly PublishedReport[], now: Instant): Instant[] {
  const points = new Set<Instant>();
  for (const report of reports) {
    points.add(report.observedAt);
    for (const claim of report.claims) {
      if (claim.kind !== "state") continue;
      if (claim.since !== null) points.add(claim.since.earliestAt).add(claim.since.latestAt);
      if (claim.hold.kind !== "next") {
        points.add(claim.hold.bound.earliestAt).add(claim.hold.bound.latestAt);
      }
    }
  }
  return [...points].filter((at) => at <= now).sort();
}

/** What a reader of history wants told; alert and trend follow from it and are not told again. */
const isTold = (detail: ChangeDetail): boolean =>
  detail.kind !== "trend" && detail.kind !== "level";

/** The changes of a crossing through the record, in hindsight, each known since its report was. */
function recordedChanges(
  crossing: Crossing,
  reports: readonly PublishedReport[],
  now: Instant,
): ChangeDraft[] {
  const at = (instant: Instant): CrossingStatus =>
    deriveStatus({ crossing, reports, at: instant, known: "now", now });
  const changes: ChangeDraft[] = [];
  let before: CrossingStatus | null = null;
  for (const point of turningPoints(reports, now)) {
    const after = at(point);
    const details = before === null ? [] : diffStatus(before, after).filter(isTold);
    before = after;
    if (details.length === 0) continue;
    const report = reports
      .filter((r) => r.observedAt <= point)
      .reduce<PublishedReport | null>(
        (last, r) => (last === null || r.observedAt >= last.observedAt ? r : last),
        null,
      );
    changes.push({
      at: laterOf(point, report?.receivedAt ?? point),
      observedAt: point,
      reportId: report?.id ?? null,
      details,
    });
  }
  return changes;
}

async function deriveCrossing(
  tx: Transaction,
  crossing: Crossing,
  input: { drafts: readonly ReportDraft[]; now: Instant },
): Promise<{ closures: number; changes: number }> {
  const { drafts, now } = input;
  const stored = (await lockCrossings(tx, [crossing.id])).get(crossing.id);
  const reports = drafts.map((draft) => ({
    ...draft,
    publishedAt: draft.receivedAt,
    withdrawnAt: null,
  }));
  // History is told once, when it is first loaded; later reports tell their own changes.
  const isFirst = stored === undefined || stored.sequence === 0;
  const changes = isFirst ? recordedChanges(crossing, reports, now) : [];
  const sequence = await appendChanges(tx, crossing.id, stored?.sequence ?? 0, changes);
  const [status] = await readStatuses(tx, [crossing], { at: now, known: "now", now });
  if (status !== undefined) await storeStatus(tx, status, sequence);
  return { closures: await deriveStoredClosures(tx, crossing, now), changes: changes.length };
}

const CountRow = z.object({ count: z.coerce.number() });

function summarise(rows: readonly { reason: string }[]): ImportSummary["leftOut"] {
  return [...Map.groupBy(rows, ({ reason }) => reason)]
    .map(([reason, of]) => ({ reason, rows: of.length }))
    .sort((a, b) => b.rows - a.rows || (a.reason < b.reason ? -1 : 1));
}

/**
 * Loads the record in one transaction, notifying once at its end.
 * @returns what was loaded and what was left out and why; `added` is 0 the second time
 * @throws Error when the files contradict themselves (an unknown word, a row that is not there)
 */
export function importRecord(
  database: Database,
  files: RecordFiles,
  now: Instant,
): Promise<ImportSummary> {
  return storeRecord(database, readRecord(files), now);
}

/** Loads a record that has been read, as `importRecord` does. */
export async function storeRecord(
  database: Database,
  record: ReadRecord,
  now: Instant,
): Promise<ImportSummary> {
  const summary = await database.transaction(async (tx) => {
    // Two processes that start at once must not both tell the history.
    await tx.execute(sql`select pg_advisory_xact_lock(hashtext('gatewatch record'))`);
    await storeRegistry(tx, record.crossings);
    const added = await storeDrafts(tx, record.drafts);
    await storeIncidents(tx, record.incidents);
    const touched = new Set(added.map((draft) => draft.crossingId));
    const statusless = await selectRows(
      tx,
      z.object({ crossing_id: z.string() }),
      sql`select crossing_id from statuses where status is null`,
    );
    for (const { crossing_id } of statusless) touched.add(crossing_id);
    let changes = 0;
    for (const crossing of record.crossings.filter(({ id }) => touched.has(id))) {
      const drafts = record.drafts.filter((draft) => draft.crossingId === crossing.id);
      changes += (await deriveCrossing(tx, crossing, { drafts, now })).changes;
    }
    const [closures] = await selectRows(tx, CountRow, sql`select count(*) as count from closures`);
    if (touched.size > 0) await tx.execute(sql`select pg_notify('crossing', '*')`);
    return {
      crossings: record.crossings.length,
      reports: { read: record.drafts.length, added: added.length },
      incidents: record.incidents.length,
      closures: closures?.count ?? 0,
      changes,
      leftOut: summarise(record.leftOut),
    };
  });
  forgetCrossings(database);
  return summary;
}

/** A few lines for people: what was loaded, what was left out and why. */
export function describeImport(summary: ImportSummary): string {
  const { crossings, reports, incidents, closures, changes, leftOut } = summary;
  if (reports.added === 0) return `Record: nothing new (${reports.read} reports known).`;
  const rows = leftOut.reduce((sum, { rows: n }) => sum + n, 0);
  return [
    `Record: ${crossings} crossings, ${reports.added} reports, ${incidents} incidents; ` +
      `${closures} closures and ${changes} changes follow from them.`,
    `Left out ${rows} rows:`,
    ...leftOut.map(({ reason, rows: n }) => `  ${n} × ${reason}`),
  ].join("\n");
}
