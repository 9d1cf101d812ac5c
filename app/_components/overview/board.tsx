"use client";
import { useLocale, useTranslations } from "next-intl";
import {
  type FocusEventHandler,
  type MouseEvent,
  memo,
  type ReactNode,
  useMemo,
  useState,
} from "react";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { CrossingId, Mode } from "#server/domain/crossing.ts";
import { EmptyState } from "../empty-state.tsx";
import { Button } from "../form/button.tsx";
import { MapMarkers, type MapPoint } from "../map/map-markers.tsx";
import { VisitSlot } from "../visit/visit-slot.tsx";
import { BoardGroups } from "./board-groups.tsx";
import { BoardHead } from "./board-head.tsx";
import { type BoardPlaces, isFiltered } from "./board-query.ts";
import type { BoardRow } from "./board-row.ts";
import { BoardRowView } from "./board-row-view.tsx";
import { BoardTools } from "./board-tools.tsx";
import type { FoundRows } from "./find-rows.ts";
import { MANY_ROWS } from "./group-rows.ts";
import { Headline, UnknownSentence } from "./headline.tsx";
import { ModeMatrix } from "./mode-matrix.tsx";
import { QueryWords } from "./query-words.tsx";
import { useBoardOrder, useBoardQuery, useChangedRows, useCurrentRows } from "./use-board.ts";

interface BoardProps {
  readonly rows: readonly BoardRow[];
  readonly places: BoardPlaces;
  /** The crossings that are meant by the name in the address; null: there is none. */
  readonly found: FoundRows | null;
  readonly modes: readonly Mode[];
  readonly view: AsOfQuery;
  /** The instant that the page describes. */
  readonly reference: string;
  /** Where crossings stand on the map behind them. */
  readonly points: readonly MapPoint[];
  /** The map's ground, drawn by the server. */
  readonly ground: ReactNode;
  /** What is said under the map. */
  readonly mapNotes: ReactNode;
}

/* Nothing of these is drawn anew while the rows are the same. */
const Matrix = memo(ModeMatrix);
const Markers = memo(MapMarkers);

/** The overview: the answer in a sentence and a small table, then a line for each crossing, and the map. */
export function Board(props: BoardProps) {
  const { places, modes, view, reference, found } = props;
  const t = useTranslations("overview");
  const locale = useLocale();
  const to = pathsFor(locale);
  const rows = useCurrentRows(props.rows, view.asOf !== undefined);
  const { query, show } = useBoardQuery(places, found);
  const { shown, isOutdated, sortAgain } = useBoardOrder(rows, query, found);
  const changed = useChangedRows(rows);
  const [readId, setReadId] = useState<CrossingId | null>(null);
  const readRow = rows.find(({ id }) => id === readId && changed.has(id));
  const [sinceVisit, setSinceVisit] = useState<ReadonlySet<CrossingId>>(new Set());
  const steadyView = useMemo(() => view, [view]);

  /** Links to other views of the same board need nothing from the server. */
  const followHere = (event: MouseEvent<HTMLElement>) => {
    const { target, metaKey, ctrlKey, shiftKey, button } = event;
    const link =
      target instanceof Element ? target.closest<HTMLAnchorElement>("a[data-board-link]") : null;
    if (link === null || metaKey || ctrlKey || shiftKey || button !== 0) return;
    event.preventDefault();
    show(new URL(link.href).searchParams);
  };
  const submit = (form: FormData) => {
    const params = new URLSearchParams();
    for (const [name, value] of form) {
      if (typeof value !== "string" || value === "" || (name === "sort" && value === "level"))
        continue;
      params.set(name, value);
    }
    show(params);
  };
  const clear = (
    <a
      href={to.overview(view)}
      data-board-link=""
      className="text-link inline-flex min-h-11 items-center font-semibold"
    >
      {t("filter.clear")}
    </a>
  );
  // Spoken is the crossing that somebody is at; the whole board would never be silent.
  const read: FocusEventHandler<HTMLOListElement> = ({ target }) =>
    setReadId(target.closest<HTMLElement>("[data-crossing]")?.dataset.crossing ?? null);
  const rowView = (row: BoardRow) => (
    <BoardRowView
      key={row.id}
      row={row}
      modes={modes}
      view={steadyView}
      reference={reference}
      isChanged={changed.has(row.id)}
      isNew={sinceVisit.has(row.id)}
    />
  );
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only spares links inside it a page load
    // biome-ignore lint/a11y/useKeyWithClickEvents: a link followed by keyboard clicks too
    <div className="overview" onClick={followHere}>
      <section className="overview-answer flex flex-col gap-3 pt-4 pb-2 md:pt-8 md:pb-4">
        <h1 className="max-w-4xl text-pretty text-xl font-bold tracking-tight md:text-2xl wall:text-3xl">
          <Headline rows={rows} />
        </h1>
        <Matrix rows={rows} modes={modes} view={steadyView} />
        <p className="max-w-prose text-sm text-ink-soft">
          <UnknownSentence rows={rows} />
        </p>
        {view.asOf === undefined && <VisitSlot rows={rows} onChanged={setSinceVisit} />}
      </section>
      <section className="overview-map is-after-board" aria-label={t("map.title")}>
        <a
          href="#board"
          className="sr-only focus:not-sr-only focus:absolute focus:z-3 focus:bg-surface focus:p-3 focus:font-semibold"
        >
          {t("map.skip")}
        </a>
        <Markers rows={rows} points={props.points} view={steadyView}>
          {props.ground}
        </Markers>
        {props.mapNotes}
      </section>
      <section
        id="board"
        tabIndex={-1}
        className="overview-board board outline-none"
        aria-label={t("board")}
      >
        <BoardTools
          query={query}
          places={places}
          modes={modes}
          view={steadyView}
          onQuery={submit}
          shown={shown.length}
          total={rows.length}
          isMany={rows.length > MANY_ROWS}
        />
        {isFiltered(query) && (
          <p className="flex flex-wrap items-center gap-x-4 text-sm">
            <strong>
              <QueryWords query={query} />
            </strong>
            {clear}
            {found?.isNearest && query.q === found.q && <span>{t("filter.nearest")}</span>}
          </p>
        )}
        <p className="sr-only" role="status">
          {readRow !== undefined && <ChangeSentence row={readRow} />}
        </p>
        {isOutdated && (
          // Above the page, not in it: its coming moves nothing.
          <p className="pointer-events-none fixed inset-x-0 bottom-4 z-2 flex justify-center">
            <Button kind="primary" className="pointer-events-auto" onClick={sortAgain}>
              {t("orderChanged")}
            </Button>
          </p>
        )}
        {shown.length === 0 ? (
          <EmptyState title={t("empty.title")} action={clear}>
            {t("empty.text")}
          </EmptyState>
        ) : (
          <>
            <BoardHead modes={modes} />
            {shown.length > MANY_ROWS ? (
              <BoardGroups rows={shown} view={steadyView} changed={changed} onFocus={read}>
                {rowView}
              </BoardGroups>
            ) : (
              <ol onFocus={read}>{shown.map(rowView)}</ol>
            )}
          </>
        )}
        <span className="board-end" hidden />
      </section>
    </div>
  );
}

function ChangeSentence({ row }: { readonly row: BoardRow }) {
  const t = useTranslations("overview");
  const states = useTranslations("states");
  return <>{t("changed", { name: row.name, state: states(row.status.condition) })}</>;
}
