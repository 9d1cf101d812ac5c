import { useLocale } from "next-intl";
import type { AsOfQuery } from "#app/paths.ts";
import { MODES } from "#server/domain/mode.ts";
import { MapGround } from "../map/ground.tsx";
import { MapNotes } from "../map/map-notes.tsx";
import { drawRegion } from "../map/region.ts";
import { Board } from "./board.tsx";
import type { BoardPlaces } from "./board-query.ts";
import { borderOf, type OverviewRow, toBoardRows } from "./board-row.ts";
import { findRows } from "./find-rows.ts";

/** Countries and borders of the crossings, each once, in the registry's order. */
export function placesOf(rows: readonly OverviewRow[]): BoardPlaces {
  const pairs = rows.map(
    ({ crossing }) => [crossing.sides[0].country, crossing.sides[1].country] as const,
  );
  return {
    countries: [...new Set(pairs.flat())],
    borders: [...new Set(pairs.map((countries) => borderOf({ countries })))],
  };
}

interface OverviewProps {
  readonly rows: readonly OverviewRow[];
  readonly places: BoardPlaces;
  /** The name that is looked for. */
  readonly q: string | null;
  readonly view: AsOfQuery;
  readonly reference: string;
}

/** Prepares on the server what the board needs in the browser: rows in the reader's language, and the map. */
export function Overview({ rows, places, q, view, reference }: OverviewProps) {
  const locale = useLocale();
  const boardRows = toBoardRows(rows, locale);
  const placed = rows.flatMap(({ crossing: { id, position } }, index) =>
    position === null ? [] : [{ id, name: boardRows[index]?.name ?? id, ...position }],
  );
  const region = drawRegion(
    placed.map(({ id, name, latitude, longitude }) => ({ id, name, latitude, longitude })),
    locale,
  );
  const unplaced = boardRows.filter(({ id }) => !placed.some((one) => one.id === id));
  const modes = MODES.filter((mode) =>
    rows.some(({ crossing }) => crossing.lanes.some((lane) => lane.mode === mode)),
  );
  return (
    <Board
      rows={boardRows}
      places={places}
      found={
        q === null
          ? null
          : findRows(
              rows.map(({ crossing }) => crossing),
              q,
            )
      }
      modes={modes}
      view={view}
      reference={reference}
      points={region?.points ?? []}
      ground={region === null ? null : <MapGround region={region} />}
      mapNotes={<MapNotes unplaced={unplaced.map(({ id, name }) => ({ id, name }))} view={view} />}
    />
  );
}
