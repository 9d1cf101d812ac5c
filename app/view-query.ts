/** The view in time that an address asks for: `?asOf=` and `?known=`, parsed where they enter. */

import { parseInstant } from "#server/domain/parse-instant.ts";
import { KNOWN, type Known } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";

export type SearchParams = Readonly<Record<string, string | readonly string[] | undefined>>;

/** Something in the address that was ignored; each kind has its sentence. */
export interface QueryProblem {
  readonly kind: "asOfInvalid" | "asOfFuture" | "asOfTooEarly" | "knownInvalid" | "valueUnknown";
  readonly field: string;
  readonly value: string;
}

export interface ViewQuery {
  /** undefined: now. */
  readonly asOf: Instant | undefined;
  readonly known: Known;
  readonly problems: readonly QueryProblem[];
}

/** Nothing can have been observed before it (the same limit as for reports). */
export const EARLIEST_AS_OF: Instant = "2000-01-01T00:00:00.000Z";

/** The first value of a query parameter that is there and not empty. */
export function firstValue(params: SearchParams, name: string): string | undefined {
  const value = params[name];
  const first = typeof value === "string" ? value : value?.[0];
  return first === "" ? undefined : first;
}

/** Reads the view; what does not fit is left out and named, never thrown. */
export function readView(params: SearchParams, now: Instant): ViewQuery {
  const problems: QueryProblem[] = [];
  const knownText = firstValue(params, "known");
  const known = KNOWN.find((one) => one === knownText);
  if (knownText !== undefined && known === undefined) {
    problems.push({ kind: "knownInvalid", field: "known", value: knownText });
  }
  const asOf = readAsOf(firstValue(params, "asOf"), now, problems);
  return { asOf, known: known ?? "now", problems };
}

function readAsOf(
  text: string | undefined,
  now: Instant,
  problems: QueryProblem[],
): Instant | undefined {
  if (text === undefined) return undefined;
  const refuse = (kind: QueryProblem["kind"]) => {
    problems.push({ kind, field: "asOf", value: text });
    return undefined;
  };
  try {
    // A "+" typed into an address arrives as a space.
    const at = parseInstant(text.replace(" ", "+"));
    if (at > now) return refuse("asOfFuture");
    return at < EARLIEST_AS_OF ? refuse("asOfTooEarly") : at;
  } catch {
    return refuse("asOfInvalid");
  }
}
