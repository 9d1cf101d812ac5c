/** reports.json: figures at a crossing as count claims; what cannot be one is left out, with the reason. */
import type { Basis, CountClaim, Metric } from "#server/domain/claim.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { timeBound } from "#server/domain/parse-instant.ts";
import type { ReportDraft } from "#server/domain/report.ts";
import type { RecordFigure } from "./record-schema.ts";
import { knownSince, recordId, speakerSource, toLink } from "./record-sources.ts";

export interface LeftOut {
  readonly id: string;
  readonly reason: string;
}

const MINUTES_PER_HOUR = 60;

/** The metric a row's figure belongs to, or why it belongs to none. */
function chooseMetric(row: RecordFigure): Metric | { leftOut: string } {
  const { unit } = row.value;
  const isSpan = row.period_from !== null;
  switch (row.metric) {
    case "stranded_people":
      return unit === "people" ? "people_stranded" : { leftOut: `counts ${unit}, not people` };
    case "stranded_trucks":
      return unit === "trucks" || unit === "vehicles"
        ? "trucks_stranded"
        : { leftOut: `counts ${unit}, not trucks` };
    case "crossings_people":
    case "returnees":
      if (unit === "people/day") return "people_crossed_24h";
      if (unit !== "people") return { leftOut: `counts ${unit}, not people` };
      if (isSpan) return { leftOut: "covers more than a day" };
      return row.metric === "returnees"
        ? { leftOut: "a running total, not a day's count" }
        : "people_crossed_24h";
    case "crossings_trucks":
      if (unit === "trucks/day" || unit === "vehicles/day") return "trucks_crossed_24h";
      return { leftOut: isSpan ? "covers more than a day" : `counts ${unit}, not trucks a day` };
    case "wait_time":
      return unit === "hours" ? "wait_minutes" : { leftOut: `measures ${unit}, not hours` };
    case "killed":
    case "wounded":
    case "civilian_casualties":
      return { leftOut: "a casualty claim that belongs to no recorded incident" };
    default:
      return { leftOut: `${row.metric.replaceAll("_", " ")} is not a figure that Gatewatch keeps` };
  }
}

/** The press tells what others counted; an exact number by an official or an agency was counted by somebody. */
function basisOf(row: RecordFigure): Basis {
  if (row.speaker_type === "press" || row.speaker_type === "witness") return "told";
  const isOfficial = row.speaker_type.startsWith("official") || row.speaker_type === "un";
  return row.value.qualifier === "exact" && isOfficial ? "counted" : "estimated";
}

const SIDES: readonly { words: RegExp; country: string }[] = [
  { words: /\bAfghan side\b/, country: "AF" },
  { words: /\bPakistani side\b/, country: "PK" },
  { words: /\bIranian side\b/, country: "IR" },
];

function sideOf(row: RecordFigure, crossing: Crossing): string | null {
  const found = SIDES.find(({ words }) => words.test(row.what))?.country;
  return crossing.sides.some((side) => side.country === found) ? (found ?? null) : null;
}

function toClaim(row: RecordFigure, metric: Metric, crossing: Crossing): CountClaim {
  const factor = metric === "wait_minutes" ? MINUTES_PER_HOUR : 1;
  const { low, high } = row.value;
  return {
    kind: "count",
    metric,
    side: sideOf(row, crossing),
    lane: null,
    low: low === null ? 0 : Math.floor(low * factor),
    best: null,
    high: high === null ? null : Math.ceil(high * factor),
    basis: basisOf(row),
    asGiven: row.value.as_given,
    what: row.what,
    period: timeBound(row.as_of, row.as_of_precision, crossing.sides[0].zone),
  };
}

/** Figures as reports, and what was left out. `casualtyIds` are told by incidents and not left out. */
export function readFigures(
  rows: readonly RecordFigure[],
  crossings: readonly Crossing[],
  casualtyIds: ReadonlySet<string>,
): { drafts: ReportDraft[]; leftOut: LeftOut[] } {
  const drafts: ReportDraft[] = [];
  const leftOut: LeftOut[] = [];
  for (const row of rows) {
    if (casualtyIds.has(row.id)) continue;
    const metric = chooseMetric(row);
    const [crossingId, ...others] = row.crossing_ids;
    const crossing = crossings.find((c) => c.id === crossingId);
    if (typeof metric !== "string") leftOut.push({ id: row.id, reason: metric.leftOut });
    else if (crossing === undefined) leftOut.push({ id: row.id, reason: "names no one crossing" });
    else if (others.length > 0) {
      leftOut.push({ id: row.id, reason: "covers several crossings together" });
    } else {
      const claim = toClaim(row, metric, crossing);
      const first = [...row.sources].sort((a, b) => (knownSince(a) < knownSince(b) ? -1 : 1))[0];
      drafts.push({
        id: recordId(`figure ${row.id}`),
        crossingId: crossing.id,
        source: speakerSource(row.said_by, row.speaker_type),
        accountId: null,
        observedAt: claim.period?.earliestAt ?? knownSinceOf(first),
        receivedAt: knownSinceOf(first),
        claims: [claim],
        note: row.note === "" ? null : row.note,
        links: row.sources.map(toLink),
      });
    }
  }
  return { drafts, leftOut };
}

const UNDATED = { publisher: "", title: "", url: null, date: null };
const knownSinceOf = (page: RecordFigure["sources"][number] | undefined) =>
  knownSince(page ?? UNDATED);
