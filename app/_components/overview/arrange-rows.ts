/** Which rows the board shows, and in which order. */
import type { State } from "#server/domain/claim.ts";
import type { Mode } from "#server/domain/crossing.ts";
import { deriveCondition } from "#server/domain/lane-choice.ts";
import type { LiveFigure, LiveLane, LiveStatus } from "#server/domain/live-status.ts";
import { ALERT_LEVELS, type Condition } from "#server/domain/status.ts";
import { type BoardQuery, CONDITIONS, type Sort } from "./board-query.ts";
import { type BoardMetric, type BoardRow, borderOf } from "./board-row.ts";
import type { FoundRows } from "./find-rows.ts";

export function modeOf(lane: Pick<LiveLane, "lane">): string {
  return lane.lane.slice(lane.lane.indexOf("/") + 1);
}

/** Condition of one mode at a crossing; null where there is no such lane. */
export function modeCondition(status: LiveStatus, mode: Mode): Condition | null {
  const lanes = status.lanes.filter((lane) => modeOf(lane) === mode);
  return lanes.length === 0 ? null : deriveCondition(lanes);
}

/** Sides are never added up: the figure with the greatest upper end stands for the crossing. */
export function leadFigure(status: LiveStatus, metric: BoardMetric): LiveFigure | null {
  const figures = status.figures.filter((figure) => figure.metric === metric);
  const whole = figures.find(({ side, lane }) => side === null && lane === null);
  if (whole !== undefined) return whole;
  return figures.reduce<LiveFigure | null>(
    (most, figure) => (most === null || upperEnd(figure) > upperEnd(most) ? figure : most),
    null,
  );
}

function upperEnd(figure: LiveFigure | null): number {
  return figure === null ? -1 : (figure.high ?? figure.low);
}

/** Worst first among crossings of one level. */
const SEVERITY: Readonly<Record<Condition, number>> = {
  closed: 4,
  restricted: 3,
  partial: 2,
  open: 1,
  unknown: 0,
};

type Compare = (a: BoardRow, b: BoardRow) => number;

const byName: Compare = (a, b) => a.place - b.place;

/** Newest first; what has no date last. */
const byDate =
  (dateOf: (row: BoardRow) => string | null): Compare =>
  (a, b) => {
    const [first, second] = [dateOf(a) ?? "", dateOf(b) ?? ""];
    return first === second ? 0 : first < second ? 1 : -1;
  };

const byFigure =
  (metric: BoardMetric): Compare =>
  (a, b) =>
    upperEnd(leadFigure(b.status, metric)) - upperEnd(leadFigure(a.status, metric));

const COMPARE: Readonly<Record<Sort, Compare>> = {
  level: (a, b) =>
    b.status.alert.level - a.status.alert.level ||
    SEVERITY[b.status.condition] - SEVERITY[a.status.condition],
  name: byName,
  since: byDate(({ status }) => status.since?.earliestAt ?? null),
  people: byFigure("people_stranded"),
  trucks: byFigure("trucks_stranded"),
  word: byDate(({ status }) => status.lastWordAt),
};

function matches(row: BoardRow, query: BoardQuery, found: FoundRows | null): boolean {
  const { country, border, state, level, mode, q } = query;
  if (q !== null && !found?.ids.includes(row.id)) return false;
  if (country !== null && !row.countries.includes(country)) return false;
  if (border !== null && borderOf(row) !== border) return false;
  if (level !== null && row.status.alert.level < ALERT_LEVELS.indexOf(level)) return false;
  const condition = mode === null ? row.status.condition : modeCondition(row.status, mode);
  return condition !== null && (state === null || condition === state);
}

/**
 * Rows that fit the query, sorted; rows that compare as equal are in order of name. Input is not changed.
 * @param found which crossings the query's name means; needed where it has one
 */
export function arrangeRows(
  rows: readonly BoardRow[],
  query: BoardQuery,
  found: FoundRows | null = null,
): BoardRow[] {
  const compare = COMPARE[query.sort];
  return rows
    .filter((row) => matches(row, query, found))
    .sort((a, b) => compare(a, b) || byName(a, b));
}

export interface ConditionCount {
  readonly condition: Condition;
  readonly count: number;
}

/** How many crossings are in each condition, for all modes or one; conditions nobody is in are left out. */
export function countConditions(
  rows: readonly BoardRow[],
  mode: Mode | null = null,
): ConditionCount[] {
  return CONDITIONS.map((condition) => ({
    condition,
    count: rows.filter(({ status }) => {
      const found = mode === null ? status.condition : modeCondition(status, mode);
      return found === condition;
    }).length,
  })).filter(({ count }) => count > 0);
}

/** The lane's glyph by its id, in both directions of each mode. */
export function laneState(status: LiveStatus, laneId: string): State | null {
  return status.lanes.find(({ lane }) => lane === laneId)?.value ?? null;
}
