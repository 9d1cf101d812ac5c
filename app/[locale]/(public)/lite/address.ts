/** What the address of a text page asks for. */
import { DEFAULT_LOCALE, isLocale, type Locale } from "#app/locales.ts";
import type { AsOfQuery } from "#app/paths.ts";
import { type QueryProblem, readView } from "#app/view-query.ts";
import { getRuntime } from "#server/runtime.ts";

export interface LiteAddress {
  readonly locale: Locale;
  /** Empty: now. */
  readonly view: AsOfQuery;
  readonly problems: readonly QueryProblem[];
}

export function readAddress(request: Request, named: string): LiteAddress {
  const query = Object.fromEntries(new URL(request.url).searchParams);
  const { asOf, known, problems } = readView(query, getRuntime().now());
  return {
    locale: isLocale(named) ? named : DEFAULT_LOCALE,
    view: asOf === undefined ? {} : { asOf, known },
    problems,
  };
}
