/** The record in data/, read once and published on the day each page came out, for the tests of this folder. */
import { readFileSync } from "node:fs";
import type { Crossing } from "#server/domain/crossing.ts";
import { deriveStatus } from "#server/domain/derive-status.ts";
import type { Known, PublishedReport, ReportDraft } from "#server/domain/report.ts";
import type { CrossingStatus, ExceptionStatus, LaneStatus } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import { readRecord } from "#server/formats/record/read-record.ts";
import { RecordFiles } from "#server/formats/record/record-schema.ts";

/** The day of the issue: long after the last page of the record (February 2026) and its compilation. */
export const TODAY: Instant = "2026-11-23T00:00:00.000Z";

const parseFile = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../../data/${name}`, import.meta.url), "utf8"));

export const FILES: RecordFiles = RecordFiles.parse({
  crossings: parseFile("crossings.json"),
  closures: parseFile("closures.json"),
  reports: parseFile("reports.json"),
  incidents: parseFile("incidents.json"),
});

export const RECORD = readRecord(FILES);

function publish(draft: ReportDraft): PublishedReport {
  const { accountId: _account, note: _note, ...report } = draft;
  return { ...report, publishedAt: draft.receivedAt, withdrawnAt: null };
}

const reportsByCrossing = Map.groupBy(RECORD.drafts.map(publish), (report) => report.crossingId);

export const reportsOf = (crossingId: string): readonly PublishedReport[] =>
  reportsByCrossing.get(crossingId) ?? [];

export function getCrossing(crossingId: string): Crossing {
  const crossing = RECORD.crossings.find(({ id }) => id === crossingId);
  if (crossing === undefined) throw new Error(`no crossing ${crossingId} in the record`);
  return crossing;
}

/** The status of a crossing of the record, as it is known today unless `known` says `then`. */
export function statusOf(
  crossingId: string,
  at: Instant,
  known: Known = "now",
  now: Instant = TODAY,
): CrossingStatus {
  const crossing = getCrossing(crossingId);
  return deriveStatus({ crossing, reports: reportsOf(crossingId), at, known, now });
}

export const fullInstant = (short: string): Instant => new Date(short).toISOString();

/** `open` when both directions of a mode agree, else `open/closed` in the order of the crossing's sides. */
export function modeStates(lanes: readonly LaneStatus[]): Record<string, string> {
  const byMode = Map.groupBy(lanes, (lane) => lane.mode);
  return Object.fromEntries(
    [...byMode].map(([mode, ofMode]) => [
      mode,
      [...new Set(ofMode.map((lane) => lane.value))].join("/"),
    ]),
  );
}

/** Exceptions as `class direction mode state`, sorted; `*` for both directions. */
export const exceptionWords = (exceptions: readonly ExceptionStatus[]): string[] =>
  exceptions.map((e) => `${e.class} ${e.direction ?? "*"} ${e.mode ?? "*"} ${e.state}`).sort();
