import type { LogLine } from "#app/_components/changes/change-log.tsx";
import { crossingName } from "#app/format/country.ts";
import type { Locale } from "#app/locales.ts";
import { firstValue, type QueryProblem, type SearchParams } from "#app/view-query.ts";
import { findRefusal } from "#server/api/errors.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { Instant } from "#server/domain/time.ts";
import { getRuntime } from "#server/runtime.ts";

const KINDS = ["corrections"] as const;

interface LogQuery {
  readonly query: SearchParams;
  readonly locale: Locale;
  readonly asOf: Instant | undefined;
}

/** What the address asks of the log, and that part of it; what does not fit is named and left out. */
export async function loadLog({ query, locale, asOf }: LogQuery) {
  const api = getRuntime().caller(null);
  const { crossings } = await api.crossings.list({});
  const places = new Map(
    crossings.map(({ crossing }) => {
      const zones = [crossing.sides[0].zone, crossing.sides[1].zone] as const;
      return [
        crossing.id,
        { id: crossing.id, name: crossingName(locale, crossing), zones },
      ] as const;
    }),
  );
  const problems: QueryProblem[] = [];
  const refuse = (field: string, value: string) =>
    problems.push({ kind: "valueUnknown", field, value });
  const slug = firstValue(query, "crossing");
  const chosen: CrossingId | null = slug !== undefined && places.has(slug) ? slug : null;
  if (slug !== undefined && chosen === null) refuse("crossing", slug);
  const kindText = firstValue(query, "kind");
  const kind = KINDS.find((one) => one === kindText);
  if (kindText !== undefined && kind === undefined) refuse("kind", kindText);
  const before = firstValue(query, "before");
  const input = {
    ...(chosen === null ? {} : { slug: chosen }),
    ...(kind === undefined ? {} : { kind }),
    ...(asOf === undefined ? {} : { asOf }),
  };
  const newest = () => api.changes.log(input);
  const page =
    before === undefined
      ? await newest()
      : await api.changes.log({ ...input, before }).catch((error: unknown) => {
          if (findRefusal(error)?.code !== "invalid") throw error;
          refuse("before", before);
          return newest();
        });
  const lines = page.entries.flatMap((entry): LogLine[] => {
    const crossing = places.get(entry.change.crossingId);
    return crossing === undefined ? [] : [{ ...entry, crossing }];
  });
  return {
    lines,
    next: page.next,
    isPaged: before !== undefined && problems.every(({ field }) => field !== "before"),
    crossings: [...places.values()],
    chosen,
    kind,
    problems,
  };
}
