import { useTranslations } from "next-intl";
import { type ReactNode, useMemo } from "react";
import type { Mode } from "#server/domain/crossing.ts";
import type { Known } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import { MapMarkers, type MapPoint } from "../map/map-markers.tsx";
import { BoardGroups } from "../overview/board-groups.tsx";
import { BoardHead } from "../overview/board-head.tsx";
import type { BoardRow } from "../overview/board-row.ts";
import { BoardRowView } from "../overview/board-row-view.tsx";
import { MANY_ROWS } from "../overview/group-rows.ts";
import { Headline } from "../overview/headline.tsx";
import { ModeMatrix } from "../overview/mode-matrix.tsx";

interface ReplayStageProps {
  readonly rows: readonly BoardRow[];
  readonly modes: readonly Mode[];
  readonly at: Instant;
  readonly known: Known;
  readonly points: readonly MapPoint[];
  readonly ground: ReactNode;
}

/** The overview at a moment: its answer, its map and its board, made of the overview's own pieces. */
export function ReplayStage({ rows, modes, at, known, points, ground }: ReplayStageProps) {
  const t = useTranslations("overview");
  const view = useMemo(() => ({ asOf: at, known }), [at, known]);
  const rowView = (row: BoardRow) => (
    <BoardRowView
      key={row.id}
      row={row}
      modes={modes}
      view={view}
      reference={at}
      isChanged={false}
    />
  );
  return (
    <div className="overview">
      <section className="overview-answer flex flex-col gap-3 pt-4 pb-2" aria-label={t("title")}>
        <p className="max-w-4xl text-pretty text-xl font-bold tracking-tight">
          <Headline rows={rows} />
        </p>
        <ModeMatrix rows={rows} modes={modes} view={view} />
      </section>
      <section className="overview-map" aria-label={t("map.title")}>
        <MapMarkers rows={rows} points={points} view={view}>
          {ground}
        </MapMarkers>
      </section>
      <section className="overview-board board" aria-label={t("board")}>
        <BoardHead modes={modes} />
        {rows.length > MANY_ROWS ? (
          <BoardGroups rows={rows} view={view}>
            {rowView}
          </BoardGroups>
        ) : (
          <ol>{rows.map(rowView)}</ol>
        )}
      </section>
    </div>
  );
}
