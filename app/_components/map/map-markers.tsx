import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef } from "react";
import { whenReached } from "#app/_client/when-reached.ts";
import { PUNCTUATION } from "#app/format/list.ts";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { BoardRow } from "../overview/board-row.ts";
import { StateGlyph } from "../state/state-glyph.tsx";
import { conditionState } from "../state/state-word.tsx";
import { MapCluster } from "./map-cluster.tsx";
import type { MapPoint } from "./region.ts";

export type { MapPoint };

interface MapMarkersProps {
  readonly rows: readonly BoardRow[];
  readonly points: readonly MapPoint[];
  readonly view: AsOfQuery;
  /** The map's ground. */
  readonly children: ReactNode;
}

/** Panning and zooming, fetched when a reader reaches for the map, or when the page has settled. */
function useZoom() {
  const t = useTranslations("overview.map");
  const map = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let stop: (() => void) | null = null;
    const callOff = whenReached(".map", async () => {
      // Offline: the map stays as it was drawn.
      const zoom = await import("#app/_client/map/zoom-map.ts").catch(() => null);
      if (zoom === null || stop !== null || map.current === null) return;
      const words = { zoomIn: t("zoomIn"), zoomOut: t("zoomOut"), reset: t("reset") };
      stop = zoom.zoomMap(map.current, words);
    });
    return () => {
      callOff();
      stop?.();
      stop = () => undefined;
    };
  }, [t]);
  return map;
}

/** As many names as can be said at once; the list has all of them. */
const MAX_NAMES = 6;

function someNames(rows: readonly BoardRow[], comma: string): string {
  const names = rows.slice(0, MAX_NAMES).map(({ name }) => name);
  return [...names, ...(rows.length > MAX_NAMES ? ["…"] : [])].join(comma);
}

/** Crossings on the map: the same glyphs as everywhere, each a link. A map is not mirrored in any language. */
export function MapMarkers({ rows, points, view, children }: MapMarkersProps) {
  const states = useTranslations("states");
  const locale = useLocale();
  const to = pathsFor(locale);
  const map = useZoom();
  const byId = new Map(rows.map((row) => [row.id, row]));
  return (
    <div className="map" dir="ltr" ref={map}>
      {children}
      {points.map((point) => {
        const row = byId.get(point.id);
        if (row === undefined || point.isNeverAlone) return null;
        const { condition } = row.status;
        return (
          <a
            key={point.id}
            href={to.crossing(row.id, view)}
            className="map-marker"
            style={{ "--map-x": point.x, "--map-y": point.y }}
            title={`${row.name}: ${states(condition)}`}
            data-at={`${point.x} ${point.y}`}
            data-splits={point.splitsAt}
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
      {points.map(({ cluster }) => {
        const members = cluster?.ids.flatMap((id) => rows.find((row) => row.id === id) ?? []) ?? [];
        if (cluster === undefined || members.length === 0) return null;
        return (
          <MapCluster
            key={cluster.ids.join()}
            {...cluster}
            conditions={members.map(({ status }) => status.condition)}
            names={someNames(members, PUNCTUATION[locale].comma)}
          >
            {members.map(({ id, name, status: { condition } }) => (
              <li key={id}>
                <a href={to.crossing(id, view)}>
                  <StateGlyph state={conditionState(condition)} label={states(condition)} />
                  <bdi>{name}</bdi>
                </a>
              </li>
            ))}
          </MapCluster>
        );
      })}
    </div>
  );
}
