/** The whole data folder as crossings, reports and incidents, with what was left out and why. */
import type { Crossing } from "#server/domain/crossing.ts";
import type { Incident } from "#server/domain/incident.ts";
import type { ReportDraft } from "#server/domain/report.ts";
import { readClosures } from "./read-closures.ts";
import { readCrossing } from "./read-crossings.ts";
import { type LeftOut, readFigures } from "./read-figures.ts";
import { readIncident } from "./read-incidents.ts";
import type { RecordFiles } from "./record-schema.ts";

export interface ReadRecord {
  readonly crossings: readonly Crossing[];
  readonly incidents: readonly Incident[];
  /** In order of receipt. */
  readonly drafts: readonly ReportDraft[];
  readonly leftOut: readonly LeftOut[];
}

/** Pure: the same files give the same reports with the same ids. */
export function readRecord(files: RecordFiles): ReadRecord {
  const crossings = files.crossings.map(readCrossing);
  const rows = { closures: files.closures, figures: files.reports };
  const told = files.incidents.map((row) => readIncident(row, crossings, rows));
  const casualtyIds = new Set(files.incidents.flatMap((row) => row.casualties));
  const figures = readFigures(files.reports, crossings, casualtyIds);
  const drafts = [
    ...readClosures(files.closures, crossings),
    ...figures.drafts,
    ...told.flatMap(({ drafts: statements }) => statements),
  ];
  return {
    crossings,
    incidents: told.map(({ incident }) => incident),
    drafts: drafts.sort((a, b) =>
      a.receivedAt !== b.receivedAt ? (a.receivedAt < b.receivedAt ? -1 : 1) : a.id < b.id ? -1 : 1,
    ),
    leftOut: figures.leftOut,
  };
}
