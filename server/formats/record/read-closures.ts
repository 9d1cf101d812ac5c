/**
 * closures.json as reports (design.md, "Reading the record").
 *
 * Each cited page is a report of its publisher, received when it was published: what it can have said of the
 * row's end is only what had happened by then. The decision behind it is a report of the authorities who made
 * it, on the announced track. A row's end by reopening is itself a claim that every lane is open.
 */
import type { Hold, StateClaim, Track, UntilBasis } from "#server/domain/claim.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { ReportDraft } from "#server/domain/report.ts";
import {
  earlierOf,
  type Instant,
  isToTheDay,
  type TimeBound,
  timeBound,
} from "#server/domain/time.ts";
import { readOpenFor } from "./open-for.ts";
import type { Page, RecordClosure } from "./record-schema.ts";
import {
  authoritySource,
  knownSince,
  pageSource,
  publicationBound,
  recordId,
  toLink,
} from "./record-sources.ts";

/** A row placed in the time of one crossing. */
interface PlacedRow {
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

function place(row: RecordClosure, crossing: Crossing): PlacedRow {
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
function findSuccessor(placed: PlacedRow, all: readonly PlacedRow[]): PlacedRow | null {
  const { until } = placed;
  if (until === null || !isToTheDay(until) || until.earliestAt === until.latestAt) return null;
  return (
    all.find(
      (other) => other !== placed && isToTheDay(other.since) && startsWithin(other, until),
    ) ?? null
  );
}

const endsByReopening = (row: RecordClosure): boolean =>
  row.to_basis === "reopened" || row.to_basis === "partly_reopened";

interface DocumentedEnd {
  readonly bound: TimeBound;
  readonly basis: UntilBasis;
}

/** The documented end as this row's successor dates it, so that the two touch; null when there is none. */
function readEnd({ row, until }: PlacedRow, successor: PlacedRow | null): DocumentedEnd | null {
  if (until === null || row.to_basis === null) return null;
  if (successor === null || !endsByReopening(row)) return { bound: until, basis: row.to_basis };
  // What opened was closed again the same day: this row is still so on that day, and its end is not known.
  if (successor.row.to_basis === "closed_again") return { bound: until, basis: "last_reported" };
  return { bound: successor.since, basis: row.to_basis };
}

/** The last day on which the row's state is documented by a page that came out while it lasted. */
function documentedOn(placed: PlacedRow, page: Page): TimeBound {
  const published = publicationBound(page);
  const isWhile =
    published !== null && isToTheDay(published) && published.earliestAt > placed.since.earliestAt;
  return isWhile && page.date !== null ? timeBound(page.date, "day", placed.zone) : placed.since;
}

/**
 * True when `page` can tell of `bound`. Of an end known only to the month, a page that came out within that month
 * tells only if no later page could: "a start planned for the 7th" is not the start.
 */
function knowsOf(page: Page, bound: TimeBound, { row }: PlacedRow): boolean {
  const published = publicationBound(page);
  if (published === null) return true;
  const isLast = row.sources.every((other) => knownSince(other) <= knownSince(page));
  const toldFrom = isToTheDay(bound) || isLast ? bound.earliestAt : bound.latestAt;
  return published.latestAt > toldFrom;
}

/** How long the state holds by what `page` can have known. */
function holdBy(placed: PlacedRow, end: DocumentedEnd | null, page: Page): Hold {
  const { row, since, zone } = placed;
  if (end !== null) {
    const { bound, basis } = end;
    if (basis === "planned") return { kind: "until", bound, basis };
    if (!knowsOf(page, bound, placed)) {
      return { kind: "documented", bound: documentedOn(placed, page) };
    }
    return basis === "last_reported"
      ? { kind: "documented", bound }
      : { kind: "until", bound, basis };
  }
  if (row.kind === "reopened") return { kind: "next" };
  if (row.still_as_of !== null) {
    const still = timeBound(row.still_as_of, "day", zone);
    const bound = knowsOf(page, still, placed) ? still : documentedOn(placed, page);
    return { kind: "documented", bound };
  }
  // The end is not known (rule 5): a month tells no day, unless the page came out in it.
  return { kind: "documented", bound: isToTheDay(since) ? since : documentedOn(placed, page) };
}

/** True when a row shuts every lane throughout this one: then a partial opening is an exception inside it. */
function isEnclosed(placed: PlacedRow, all: readonly PlacedRow[]): boolean {
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

type LaneValue = StateClaim["value"];

function laneValueOf(placed: PlacedRow, all: readonly PlacedRow[], mode: string): LaneValue {
  const { kind, open_for } = placed.row;
  const { openModes, restrictedModes } = readOpenFor(open_for);
  switch (kind) {
    case "closed":
    case "partial_returnees_only":
      return "closed";
    case "reopened":
      return "open";
    case "partial_other":
      return isEnclosed(placed, all) ? "closed" : "restricted";
    case "partial_pedestrians_only":
    case "partial_trucks_only":
      if (openModes.some((open) => open === mode)) return "open";
      return restrictedModes.some((restricted) => restricted === mode) ? "restricted" : "closed";
  }
}

/** The state claims of a row: its lanes grouped by value. */
function readClaims(
  placed: PlacedRow,
  all: readonly PlacedRow[],
  hold: Hold,
  track: Track,
): StateClaim[] {
  const { row, crossing, since } = placed;
  const byValue = Map.groupBy(crossing.lanes, (lane) => laneValueOf(placed, all, lane.mode));
  return [...byValue].map(([value, lanes]) => ({
    kind: "state",
    lanes: lanes.map((lane) => lane.id),
    value,
    track,
    exceptions: readOpenFor(row.open_for).exceptions.filter(
      (e) => e.direction === null || crossing.lanes.some((lane) => lane.direction === e.direction),
    ),
    since,
    hold,
    cause: row.cause,
    conditions: row.open_for,
    expectedReopeningAt: null,
  }));
}

/** The reopening that ends a row, where no row of its own tells it; null when the row ends otherwise. */
function readReopening(
  placed: PlacedRow,
  successor: PlacedRow | null,
  hold: Hold,
  track: Track,
): StateClaim | null {
  const { row, until, since, crossing } = placed;
  if (row.to_basis !== "reopened" || row.kind === "reopened" || until === null) return null;
  if (successor !== null || hold.kind !== "until") return null;
  // Neither day is known: it tells of an opening at no certain time (some hours in 2023).
  if (!isToTheDay(since) && since.latestAt >= until.latestAt) return null;
  return {
    kind: "state",
    lanes: crossing.lanes.map((lane) => lane.id),
    value: "open",
    track,
    exceptions: [],
    since: until,
    hold: { kind: "next" },
    cause: null,
    conditions: [],
    expectedReopeningAt: null,
  };
}

function draftsOfRow(placed: PlacedRow, all: readonly PlacedRow[]): ReportDraft[] {
  const { row, crossing, since } = placed;
  const successor = findSuccessor(placed, all);
  const end = readEnd(placed, successor);
  const claimsBy = (page: Page, track: Track) => {
    const hold = holdBy(placed, end, page);
    const reopening = readReopening(placed, successor, hold, track);
    return [...readClaims(placed, all, hold, track), ...(reopening === null ? [] : [reopening])];
  };
  const draft = (
    name: string,
    source: ReportDraft["source"],
    receivedAt: Instant,
    pages: readonly Page[],
    claims: StateClaim[],
  ): ReportDraft => ({
    id: recordId(`closure ${row.id} ${crossing.id} ${name}`),
    crossingId: crossing.id,
    source,
    accountId: null,
    observedAt: since.earliestAt,
    receivedAt,
    claims,
    note: row.note,
    links: pages.map(toLink),
  });
  const observed = row.sources
    // A page that came out before the day tells a plan; nobody had seen it yet.
    .filter((page) => !isBefore(page, placed))
    .map((page) =>
      draft(
        `page ${page.url ?? page.title}`,
        pageSource(page),
        knownSince(page),
        [page],
        claimsBy(page, "observed"),
      ),
    );
  const deciders =
    row.closed_by === "both" ? crossing.sides.map((s) => s.country) : [row.closed_by];
  const first = firstOf(row.sources);
  const last = lastOf(row.sources);
  const announced = deciders
    .filter((decider) => /^[A-Z]{2}$/.test(decider))
    .flatMap((country) =>
      [...new Set([first, last])].map((page) =>
        draft(
          `authority ${country} ${page.url ?? page.title}`,
          authoritySource(country),
          knownSince(page),
          row.sources,
          claimsBy(page, "announced"),
        ),
      ),
    );
  return [...observed, ...announced];
}

/** By the days as printed: a page of the 26th tells a plan for the 27th, wherever its midnight falls. */
function isBefore(page: Page, { since, zone }: PlacedRow): boolean {
  return page.date !== null && timeBound(page.date, "day", zone).latestAt <= since.earliestAt;
}

const byKnown = (a: Page, b: Page): number => (knownSince(a) < knownSince(b) ? -1 : 1);
const UNCITED: Page = { publisher: "Gatewatch record", title: "", url: null, date: null };
const firstOf = (pages: readonly Page[]): Page => [...pages].sort(byKnown)[0] ?? UNCITED;
const lastOf = (pages: readonly Page[]): Page => [...pages].sort(byKnown).at(-1) ?? UNCITED;

/**
 * Every row of closures.json as reports, one crossing after the other.
 * @returns drafts, each known no earlier than its page, and never later than `COMPILED_AT`
 */
export function readClosures(
  rows: readonly RecordClosure[],
  crossings: readonly Crossing[],
): ReportDraft[] {
  return crossings.flatMap((crossing) => {
    const placed = rows
      .filter((row) => row.crossing_ids.includes(crossing.id))
      .map((row) => place(row, crossing));
    return placed.flatMap((row) => draftsOfRow(row, placed));
  });
}
