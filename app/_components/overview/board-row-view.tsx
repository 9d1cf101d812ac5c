import { useLocale, useTranslations } from "next-intl";
import { memo } from "react";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { Mode } from "#server/domain/crossing.ts";
import type { LiveStatus } from "#server/domain/live-status.ts";
import { figureAnchor } from "../crossing/figure-key.ts";
import { ExceptionList } from "../state/exception-list.tsx";
import { LevelBadge } from "../state/level-badge.tsx";
import { ReasonText } from "../state/reason-text.tsx";
import { leadFigure } from "./arrange-rows.ts";
import { BOARD_METRICS, type BoardRow } from "./board-row.ts";
import { FigureCell } from "./figure-cell.tsx";
import { LaneGrid } from "./lane-grid.tsx";
import { StateCell } from "./state-cell.tsx";

interface BoardRowViewProps {
  readonly row: BoardRow;
  readonly modes: readonly Mode[];
  readonly view: AsOfQuery;
  /** The instant that the page describes. */
  readonly reference: string;
  readonly isChanged: boolean;
  /** Changed since the reader was here last. */
  readonly isNew?: boolean;
}

/** One line of the board. Every part keeps its place whatever is in it. */
export const BoardRowView = memo(function BoardRowView(props: BoardRowViewProps) {
  const { row, modes, view, reference, isChanged, isNew = false } = props;
  const ticking = view.asOf === undefined;
  const shared = { zones: row.zones, reference, ticking };
  const to = pathsFor(useLocale());
  return (
    <li data-crossing={row.id} className={`board-row ${isChanged ? "is-changed" : ""}`}>
      <CrossingCell row={row} view={view} isNew={isNew} />
      <Cell area="lanes">
        <LaneGrid countries={row.countries} status={row.status} modes={modes} />
      </Cell>
      <Cell area="state">
        <StateCell status={row.status} {...shared} />
      </Cell>
      {BOARD_METRICS.map((metric) => (
        <Cell key={metric} area={metric === "people_stranded" ? "people" : "trucks"}>
          <FigureCell
            metric={metric}
            figure={leadFigure(row.status, metric)}
            spark={row.spark}
            href={(figure) => `${to.crossing(row.id, view)}#${figureAnchor(figure)}`}
            {...shared}
          />
        </Cell>
      ))}
      <Cell area="level">
        <AlertCell status={row.status} zone={row.zones[0]} />
      </Cell>
    </li>
  );
});

function Cell({ area, children }: { readonly area: string; readonly children: React.ReactNode }) {
  return (
    <div style={{ gridArea: area }} className="min-w-0">
      {children}
    </div>
  );
}

function CrossingCell({
  row,
  view,
  isNew,
}: Pick<BoardRowViewProps, "row" | "view"> & { readonly isNew: boolean }) {
  const t = useTranslations("visit");
  const to = pathsFor(useLocale());
  return (
    <h2 style={{ gridArea: "name" }} className="min-w-0">
      <a href={to.crossing(row.id, view)} className="board-link">
        <bdi className="text-lg leading-6 font-bold tracking-tight">{row.name}</bdi>
        <span className="block text-sm font-normal text-ink-soft">
          {row.latinName !== null && (
            <span className="block">
              <bdi lang="en">{row.latinName}</bdi>
            </span>
          )}
          {row.countryNames.join(" – ")}
        </span>
        {isNew && <span className="since-mark">{t("mark")}</span>}
      </a>
    </h2>
  );
}

/** Level, its first reason, and who may pass all the same. */
function AlertCell({ status, zone }: { readonly status: LiveStatus; readonly zone: string }) {
  const t = useTranslations("overview");
  const { alert } = status;
  // What is no longer sure is told on the crossing's own page.
  const exceptions = status.exceptions.filter(({ state }) => state !== "unknown");
  const [first] = alert.reasons;
  return (
    <div className="alert-cell flex flex-wrap gap-x-3 gap-y-0.5 text-sm">
      <LevelBadge level={alert.level} />
      {first !== undefined && (
        <span>
          <ReasonText reason={first} zone={zone} />
        </span>
      )}
      {exceptions.length > 0 && (
        <span>
          {t("passing")} <ExceptionList exceptions={exceptions} />
        </span>
      )}
    </div>
  );
}
