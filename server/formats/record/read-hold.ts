/** How long a row's state holds, by what each of its pages can have known. */
import type { Hold, UntilBasis } from "#server/domain/claim.ts";
import { timeBound } from "#server/domain/parse-instant.ts";
import { isToTheDay, type TimeBound } from "#server/domain/time.ts";
import type { PlacedRow } from "./place-row.ts";
import type { Page, RecordClosure } from "./record-schema.ts";
import { knownSince, publicationBound } from "./record-sources.ts";

const endsByReopening = (row: RecordClosure): boolean =>
  row.to_basis === "reopened" || row.to_basis === "partly_reopened";

export interface DocumentedEnd {
  readonly bound: TimeBound;
  readonly basis: UntilBasis;
}

/** The documented end as this row's successor dates it, so that the two touch; null when there is none. */
export function readEnd(
  { row, until }: PlacedRow,
  successor: PlacedRow | null,
): DocumentedEnd | null {
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
export function holdBy(placed: PlacedRow, end: DocumentedEnd | null, page: Page): Hold {
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
