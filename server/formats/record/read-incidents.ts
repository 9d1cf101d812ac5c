/** incidents.json with the casualty rows of reports.json: incidents, and statements about them as reports. */
import type { Claim } from "#server/domain/claim.ts";
import { OUTLOOKS, POSTURES } from "#server/domain/claim.ts";
import type { Crossing, SourceLink } from "#server/domain/crossing.ts";
import type { CasualtyClaim, Harm, Incident } from "#server/domain/incident.ts";
import { timeBound } from "#server/domain/parse-instant.ts";
import type { ReportDraft } from "#server/domain/report.ts";
import type { Precision, TimeBound } from "#server/domain/time.ts";
import type { RecordClosure, RecordFigure, RecordIncident } from "./record-schema.ts";
import { COMPILED_AT, knownSince, recordId, speakerSource, toLink } from "./record-sources.ts";

const HARM_OF: Readonly<Record<string, Harm>> = { killed: "killed", wounded: "injured" };

/** Incidents are told in the time of their first crossing's first side, or UTC when they have none. */
function boundIn(crossings: readonly Crossing[], ids: readonly string[]) {
  const zone = crossings.find((c) => c.id === ids[0])?.sides[0].zone ?? "Asia/Karachi";
  return (text: string, precision: Precision): TimeBound => timeBound(text, precision, zone);
}

/** Whom a casualty row is about; only what its words say. */
function partyOf(what: string): string | null {
  if (/Pakistani/.test(what)) return "PK";
  if (/Afghan|Taliban/.test(what)) return "AF";
  return /Iranian/.test(what) ? "IR" : null;
}

function toCasualtyClaim(row: RecordFigure, bound: ReturnType<typeof boundIn>): CasualtyClaim {
  const harm = HARM_OF[row.metric];
  if (harm === undefined || row.value.low === null) {
    throw new Error(`incidents.json: ${row.id} is no casualty row with a number`);
  }
  const known = row.sources.map(knownSince).sort();
  return {
    id: row.id,
    group: row.conflict_group === null ? row.id : `${row.conflict_group} ${harm}`,
    about: row.what,
    aboutParty: partyOf(row.what),
    claimant: speakerSource(row.said_by, row.speaker_type),
    harm,
    low: row.value.low,
    high: row.value.high,
    asGiven: row.value.as_given,
    at: bound(row.as_of, row.as_of_precision),
    publishedAt: known[0] ?? COMPILED_AT,
    links: row.sources.map(toLink),
  };
}

function toClaim(statement: RecordIncident["statements"][number]): Claim {
  if (statement.kind === "posture") {
    const value = POSTURES.find((posture) => posture === statement.value);
    if (value === undefined || statement.side === null) {
      throw new Error(`incidents.json: ${statement.value} is no posture of a side`);
    }
    return { kind: "posture", side: statement.side, value };
  }
  const value = OUTLOOKS.find((outlook) => outlook === statement.value);
  if (value === undefined) throw new Error(`incidents.json: ${statement.value} is no outlook`);
  return { kind: "outlook", value, quote: statement.quote };
}

function statementDrafts(row: RecordIncident, bound: ReturnType<typeof boundIn>): ReportDraft[] {
  return row.statements.flatMap((statement) =>
    statement.crossing_ids.map((crossingId) => ({
      id: recordId(`statement ${row.id} ${statement.kind} ${statement.quote} ${crossingId}`),
      crossingId,
      source: speakerSource(statement.said_by, statement.speaker_type),
      accountId: null,
      observedAt: bound(statement.at, statement.at_precision).earliestAt,
      receivedAt: statement.sources.map(knownSince).sort()[0] ?? COMPILED_AT,
      claims: [toClaim(statement)],
      note: statement.quote,
      links: statement.sources.map(toLink),
    })),
  );
}

export interface RecordRows {
  readonly closures: readonly RecordClosure[];
  readonly figures: readonly RecordFigure[];
}

function linksOf(id: string, rows: RecordRows): SourceLink[] {
  const row = rows.closures.find((r) => r.id === id) ?? rows.figures.find((r) => r.id === id);
  if (row === undefined) throw new Error(`incidents.json: no row ${id} in the record`);
  return row.sources.map(toLink);
}

/**
 * An incident with its updates and casualty claims, and the statements about it as reports.
 * @throws Error when it names a row that the record does not have
 */
export function readIncident(
  row: RecordIncident,
  crossings: readonly Crossing[],
  rows: RecordRows,
): { incident: Incident; drafts: ReportDraft[] } {
  const bound = boundIn(crossings, row.crossing_ids);
  const casualtyRows = row.casualties.map((id) => {
    const found = rows.figures.find((figure) => figure.id === id);
    if (found === undefined) throw new Error(`incidents.json: no row ${id} in reports.json`);
    return found;
  });
  const incident: Incident = {
    id: row.id,
    title: row.title,
    kind: row.kind,
    summary: row.summary,
    crossingIds: row.crossing_ids,
    from: bound(row.from, "day"),
    to: row.to === null ? null : bound(row.to, "day"),
    updates: row.updates.map((update, i) => ({
      id: recordId(`update ${row.id} ${i}`),
      at: bound(update.at, update.at_precision),
      text: update.text,
      links: [
        ...update.shown_by.flatMap((id) => linksOf(id, rows)),
        ...(update.sources ?? []).map(toLink),
      ],
    })),
    casualtyClaims: casualtyRows.map((figure) => toCasualtyClaim(figure, bound)),
  };
  return { incident, drafts: statementDrafts(row, bound) };
}
