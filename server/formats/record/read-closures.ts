/**
 * closures.json as reports (design.md, "Reading the record").
 *
 * Each cited page is a report of its publisher, received when it was published: what it can have said of the
 * row's end is only what had happened by then. The decision behind it is a report of the authorities who made
 * it, on the announced track. A row's end by reopening is itself a claim that every lane is open.
 */
import type { Hold, StateClaim, Track } from "#server/domain/claim.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { timeBound } from "#server/domain/parse-instant.ts";
import type { ReportDraft } from "#server/domain/report.ts";
import { type Instant, isToTheDay } from "#server/domain/time.ts";
import { readOpenFor } from "./open-for.ts";
import { findSuccessor, isEnclosed, type PlacedRow, place } from "./place-row.ts";
import { holdBy, readEnd } from "./read-hold.ts";
import type { Page, RecordClosure } from "./record-schema.ts";
import { authoritySource, knownSince, pageSource, recordId, toLink } from "./record-sources.ts";

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
