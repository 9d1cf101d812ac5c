/**
 * One row of a table as what a report says. Each thing that is wrong is told by its column; a row with any is none.
 *
 * `lanes` are ids (`PK-AF/truck`), modes (`truck`: both directions), directions (`PK-AF`: every mode), or `all`,
 * parted by spaces or commas; empty is all.
 */
import {
  BASES,
  CAUSES,
  CLAIMABLE_STATES,
  type ClaimableState,
  METRICS,
  TRACKS,
} from "#server/domain/claim.ts";
import type { Crossing, LaneId } from "#server/domain/crossing.ts";
import type { FieldProblem } from "#server/domain/errors.ts";
import { faultText } from "#server/domain/fault.ts";
import type { ReportInput } from "#server/domain/report-input.ts";
import type { RowCells, RowField } from "#server/domain/report-row.ts";
import type { Instant } from "#server/domain/time.ts";
import { plainCell, readRange, readTime } from "./plain-cells.ts";

export interface RowRules {
  readonly crossing: Crossing;
  /** In which times without a zone are read; null: they are refused. */
  readonly zone: string | null;
  /** The source's own words for states, beside ours. */
  readonly states?: Readonly<Record<string, ClaimableState>>;
}

export interface RowReport {
  readonly observedAt: Instant;
  readonly claims: ReportInput["claims"];
  readonly note: string | null;
}

export type ReadRow =
  | { readonly report: RowReport }
  | { readonly problems: readonly FieldProblem[] };

type Claims = ReportInput["claims"];

function lanesOf(text: string, crossing: Crossing): LaneId[] | null {
  const words = text.split(/[\s,;]+/).filter((word) => word !== "");
  if (words.length === 0) return crossing.lanes.map(({ id }) => id);
  const found = new Set<LaneId>();
  for (const word of words) {
    const wanted = word.toLowerCase();
    const lanes = crossing.lanes.filter(
      ({ id, mode, direction }) =>
        wanted === "all" || [id, mode, direction].some((name) => name.toLowerCase() === wanted),
    );
    if (lanes.length === 0) return null;
    for (const { id } of lanes) found.add(id);
  }
  return [...found];
}

const oneOf = <T extends string>(choices: readonly T[], text: string): T | undefined =>
  choices.find((choice) => choice === text.toLowerCase());

function stateOf(text: string, states: RowRules["states"] = {}): ClaimableState | undefined {
  const known = Object.entries(states).find(([word]) => word.toLowerCase() === text.toLowerCase());
  return known?.[1] ?? oneOf(CLAIMABLE_STATES, text);
}

const listed = (values: readonly string[]) => values.join(", ");

export function readReportRow(cells: RowCells, rules: RowRules): ReadRow {
  const { crossing, zone } = rules;
  const problems: FieldProblem[] = [];
  const claims: Claims = [];
  const cell = (field: RowField) => plainCell(cells[field] ?? "");
  const fail = (path: RowField, message: string) => void problems.push({ path, message });
  const choice = <T extends string>(field: RowField, choices: readonly T[], unsaid: T): T => {
    const text = cell(field);
    if (text === "") return unsaid;
    const found = oneOf(choices, text);
    if (found === undefined) fail(field, faultText("unknown", { text, choices: listed(choices) }));
    return found ?? unsaid;
  };
  const observedAt = readObservedAt(cells, zone, fail);
  const lanes = lanesOf(cell("lanes"), crossing);
  if (lanes === null) {
    const ids = crossing.lanes.map(({ id }) => id);
    const given = { crossing: crossing.name, text: cell("lanes"), choices: listed(ids) };
    fail("lanes", faultText("noLane", given));
  }
  const basis = choice("basis", BASES, "told");
  const track = choice("track", TRACKS, "observed");
  const cause = cell("cause") === "" ? null : choice("cause", CAUSES, "unknown");
  const stateText = cell("state");
  // A source that says it does not know says nothing.
  if (stateText !== "" && stateText.toLowerCase() !== "unknown") {
    const value = stateOf(stateText, rules.states);
    if (value === undefined) {
      const given = { text: stateText, choices: listed(CLAIMABLE_STATES) };
      fail("state", faultText("unmapped", given));
    } else if (lanes !== null) {
      claims.push({ kind: "state", lanes, value, track, cause, exceptions: [], conditions: [] });
    }
  }
  const side = cell("side") === "" ? null : cell("side").toUpperCase();
  for (const metric of METRICS) {
    const text = cell(metric);
    if (text === "") continue;
    const range = readRange(text);
    if (range === null) {
      fail(metric, faultText("noCount", { text }));
      continue;
    }
    const figure =
      range.word === null ? { low: range.low, high: range.high } : { word: range.word };
    const isOfLanes = metric === "wait_minutes" && side === null && cell("lanes") !== "";
    const places = isOfLanes ? (lanes ?? []) : [null];
    for (const lane of places) {
      claims.push({
        kind: "count",
        metric,
        ...figure,
        basis,
        lane,
        side: lane === null ? side : null,
      });
    }
  }
  if (claims.length === 0 && problems.length === 0) {
    fail("state", faultText("saysNothing"));
  }
  if (problems.length > 0 || observedAt === null) return { problems };
  const note = (cells.note ?? "").trim();
  return { report: { observedAt, claims, note: note === "" ? null : note } };
}

function readObservedAt(
  cells: RowCells,
  zone: string | null,
  fail: (field: RowField, message: string) => void,
): Instant | null {
  const text = cells.observed_at ?? "";
  if (plainCell(text) === "") {
    fail("observed_at", faultText("timeMissing"));
    return null;
  }
  try {
    return readTime(text, zone);
  } catch (error) {
    fail("observed_at", error instanceof Error ? error.message : "is no time");
    return null;
  }
}
