/** Rows of closures.json in the time of one crossing, and how they lie to each other. */
import type { Crossing } from "#server/domain/crossing.ts";
import { timeBound } from "#server/domain/parse-instant.ts";
import { earlierOf, isToTheDay, type TimeBound } from "#server/domain/time.ts";
import type { Page, RecordClosure } from "./record-schema.ts";
import { knownSince } from "./record-sources.ts";

/** A row placed in the time of one crossing. */
export interface PlacedRow {
  readonly row: RecordClosure;
  readonly crossing: Crossing;
  readonly zone: string;
  readonly since: TimeBound;
  readonly until: TimeBound | null;
}

function zoneOf(row: RecordClosure, crossing: Crossing): string {
  const decider = crossing.sides.find((side) => side.country === row.closed_by);
  return (decider ?? crossing.sides[0]).zone;
}

/** A beginning known only to the month or year lies before the first page that tells of it. */
function narrowSince(since: TimeBound, pages: readonly Page[]): TimeBound {
  if (isToTheDay(since)) return since;
  const toldOn = pages
    .map((page) => `${knownSince(page).slice(0, 10)}T00:00:00.000Z`)
    .filter((at) => at > since.earliestAt)
    .reduce(earlierOf, since.latestAt);
  return { ...since, latestAt: toldOn };
}

export function place(row: RecordClosure, crossing: Crossing): PlacedRow {
  const zone = zoneOf(row, crossing);
  return {
    row,
    crossing,
    zone,
    since: narrowSince(timeBound(row.from, row.from_precision, zone), row.sources),
    until: row.to === null ? null : timeBound(row.to, row.to_precision ?? "day", zone),
  };
}

const startsWithin = (other: PlacedRow, bound: TimeBound): boolean =>
  other.since.earliestAt >= bound.earliestAt && other.since.earliestAt < bound.latestAt;

/** The row that takes over on the day this one ends, which also tells the hour; null when none does. */
export function findSuccessor(placed: PlacedRow, all: readonly PlacedRow[]): PlacedRow | null {
  const { until } = placed;
  if (until === null || !isToTheDay(until) || until.earliestAt === until.latestAt) return null;
  return (
    all.find(
      (other) => other !== placed && isToTheDay(other.since) && startsWithin(other, until),
    ) ?? null
  );
}

/** True when a row shuts every lane throughout this one: then a partial opening is an exception inside it. */
export function isEnclosed(placed: PlacedRow, all: readonly PlacedRow[]): boolean {
  return all.some((other) => {
    if (other === placed || other.row.kind !== "closed") return false;
    const end =
      other.until?.earliestAt ??
      (other.row.still_as_of === null
        ? null
        : timeBound(other.row.still_as_of, "day", other.zone).latestAt);
    return (
      end !== null &&
      other.since.earliestAt <= placed.since.earliestAt &&
      placed.since.earliestAt < end
    );
  });
}
