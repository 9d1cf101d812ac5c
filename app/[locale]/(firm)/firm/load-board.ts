/** What the board is drawn from, in the reader's language. */
import { getTranslations } from "next-intl/server";
import type { FirmRow } from "#app/_components/firm/board-row.ts";
import { countryName, crossingName, directionEnds } from "#app/format/country.ts";
import { PUNCTUATION } from "#app/format/list.ts";
import { suggestCorridors } from "#server/domain/corridor.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { NamedDirection } from "./lane-options.tsx";
import type { FirmPage } from "./open-firm-page.ts";

/** How many corridors are suggested to a firm that has none. */
const SUGGESTIONS = 4;
/** The newest; the record has a hundred. */
const CLOSURES_COUNTED = 500;

type Row = Awaited<
  ReturnType<FirmPage["caller"]["firms"]["board"]>
>["corridors"][number]["rows"][number];

/** "Of 9 closures here that reached day 31, half lasted at least 12 more days." */
async function survivalWords({ survival }: Row): Promise<string | null> {
  if (survival === null) return null;
  const t = await getTranslations("survival");
  const causes = await getTranslations("crossing.cause");
  const { day, cause, scope, remaining } = survival;
  if (remaining === null) return t("tooFew", { day });
  const { reached, days } = remaining;
  const said = { scope, cause: causes(cause ?? "unknown"), reached, days };
  return day === 1 ? t("whole", said) : t("further", { ...said, day });
}

/** "Pakistan to Afghanistan" */
async function directionWords(locale: FirmPage["locale"], direction: string): Promise<string> {
  const t = await getTranslations("crossing.lanes");
  const { from, to } = directionEnds(direction);
  return t("direction", { from: countryName(locale, from), to: countryName(locale, to) });
}

/** Every direction in which a crossing of ours has a lane. */
export function loadDirections(
  locale: FirmPage["locale"],
  crossings: readonly Pick<Crossing, "lanes">[],
): Promise<NamedDirection[]> {
  const found = new Set(crossings.flatMap(({ lanes }) => lanes.map((one) => one.direction)));
  return Promise.all(
    [...found].toSorted().map(async (direction) => ({
      direction,
      label: await directionWords(locale, direction),
    })),
  );
}

export interface Suggestion {
  readonly href: string;
  readonly direction: string;
  readonly crossings: string;
}

/** Corridors to begin with, by border, from the registry. */
export async function loadSuggestions({ locale, to, caller }: FirmPage): Promise<Suggestion[]> {
  const [{ crossings }, { closures }] = await Promise.all([
    caller.crossings.list({}),
    caller.closures.list({ limit: CLOSURES_COUNTED }),
  ]);
  const registry = crossings.map(({ crossing }) => crossing);
  const byId = new Map(registry.map((crossing) => [crossing.id, crossing]));
  // Closures of a gate that many use are the ones that are written down.
  const counts = Map.groupBy(closures, ({ crossingId }) => crossingId);
  const told = (id: string) => counts.get(id)?.length ?? 0;
  const found = suggestCorridors(registry, "truck", told).slice(0, SUGGESTIONS);
  return Promise.all(
    found.map(async ({ direction, mode, crossingIds }) => ({
      href: to.firmCorridors({ direction, mode, crossings: crossingIds.join(" ") }),
      direction: await directionWords(locale, direction),
      crossings: crossingIds
        .flatMap((id) => byId.get(id) ?? [])
        .map((crossing) => crossingName(locale, crossing))
        .join(PUNCTUATION[locale].comma),
    })),
  );
}

export async function loadBoard(page: FirmPage) {
  const { locale, to, caller } = page;
  const states = await getTranslations("states.mode");
  const lanes = await getTranslations("crossing.lanes");
  const { at, corridors } = await caller.firms.board({});
  const shown = corridors.map(async ({ id, name, mode, direction, rows, delisted }) => ({
    id,
    name,
    mode,
    delisted: delisted.map((one) => crossingName(locale, one)),
    laneName: lanes("name", {
      mode: states(mode),
      direction: await directionWords(locale, direction),
    }),
    rows: await Promise.all(
      rows.map(
        async (row): Promise<FirmRow> => ({
          ...row,
          shownName: crossingName(locale, row),
          href: to.crossing(row.crossingId),
          survivalText: await survivalWords(row),
        }),
      ),
    ),
  }));
  return {
    at,
    corridors: await Promise.all(shown),
    suggestions: corridors.length === 0 ? await loadSuggestions(page) : [],
  };
}
