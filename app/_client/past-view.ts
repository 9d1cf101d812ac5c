/**
 * Whether an address shows the past, as the server reads it (view-query.ts): an `asOf` that is no instant, before any
 * record or in the future is left out there, and the page shows now. By itself, since reading it in full would bring the
 * server's words for what is wrong with it to every page.
 */
const INSTANT = /^\d{4}-\d\d-\d\dT.*(?:Z|[+-]\d\d:?\d\d)$/i;
/** 2000-01-01, as in view-query.ts. */
const EARLIEST_MS = 946_684_800_000;

export function isPastView(query: URLSearchParams): boolean {
  // A "+" typed into an address arrives as a space.
  const asOf = (query.get("asOf") ?? "").replace(" ", "+");
  const atMs = INSTANT.test(asOf) ? Date.parse(asOf) : Number.NaN;
  return atMs >= EARLIEST_MS && atMs <= Date.now();
}
