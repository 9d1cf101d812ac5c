import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { BoardRow } from "../overview/board-row.ts";
import { StateGlyph } from "../state/state-glyph.tsx";
import { conditionState } from "../state/state-word.tsx";
import type { MapPoint } from "./region.ts";

export type { MapPoint };

interface MapMarkersProps {
  readonly rows: readonly BoardRow[];
  readonly points: readonly MapPoint[];
  readonly view: AsOfQuery;
  /** The map's ground. */
  readonly children: ReactNode;
}

/** Crossings on the map: the same glyphs as everywhere, each a link. A map is not mirrored in any language. */
export function MapMarkers({ rows, points, view, children }: MapMarkersProps) {
  const states = useTranslations("states");
  const to = pathsFor(useLocale());
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (
    <div className="map" dir="ltr">
      {children}
      {points.map((point) => {
        const row = byId.get(point.id);
        if (row === undefined) return null;
        const { condition } = row.status;
        return (
          <a
            key={point.id}
            href={to.crossing(row.id, view)}
            className="map-marker"
            style={{ left: `${point.x}%`, top: `${point.y}%` }}
            title={`${row.name}: ${states(condition)}`}
          >
            <StateGlyph state={conditionState(condition)} />
            <bdi
              className="map-label"
              data-narrow={point.narrow}
              data-wide={point.wide}
              data-wall={point.wall}
            >
              {row.name}
            </bdi>
            <span className="sr-only">{states(condition)}</span>
          </a>
        );
      })}
    </div>
  );
}
