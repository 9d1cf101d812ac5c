import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatNumber } from "#app/format/number.ts";
import type { Mode } from "#server/domain/mode.ts";
import { RangeText } from "../figure/range-text.tsx";
import { When } from "../time/when.tsx";
import type { RowNow } from "./board-row.ts";
import { ClearanceCell } from "./clearance-cell.tsx";
import { LaneCell } from "./lane-cell.tsx";
import { ClosuresCell, DataCell, SharesCell } from "./record-cells.tsx";

interface CorridorRowProps {
  readonly now: RowNow;
  readonly mode: Mode;
  /** 1: the firm's first choice. */
  readonly place: number;
}

/** One line of a corridor's board. On a phone each cell has its own heading. */
export function CorridorRow({ now, mode, place }: CorridorRowProps) {
  const locale = useLocale();
  const { row } = now;
  return (
    <li className="corridor-row">
      <h3 style={{ gridArea: "name" }} className="flex min-w-0 items-baseline gap-2">
        <span aria-hidden="true" className="text-sm font-normal text-ink-soft">
          {formatNumber(locale, place)}
        </span>
        <a href={row.href} className="text-link inline-block py-1 text-lg font-bold">
          <bdi>{row.shownName}</bdi>
        </a>
      </h3>
      <Cell area="state">
        <LaneCell now={now} />
      </Cell>
      <Cell area="waiting">
        <WaitingCell now={now} />
      </Cell>
      <Cell area="clearance">
        <ClearanceCell now={now} mode={mode} />
      </Cell>
      <Cell area="shares">
        <SharesCell shares={row.shares} />
      </Cell>
      <Cell area="closures">
        <ClosuresCell closures={row.closures} />
      </Cell>
      <Cell area="data">
        <DataCell confidence={row.confidence} />
      </Cell>
    </li>
  );
}

type Area = "state" | "waiting" | "clearance" | "shares" | "closures" | "data";

function Cell({ area, children }: { readonly area: Area; readonly children: ReactNode }) {
  const t = useTranslations("firm.column");
  return (
    <div style={{ gridArea: area }} className="min-w-0 text-sm">
      {/* A state needs no heading to those who see it. */}
      <span
        className={
          area === "state" ? "sr-only" : "corridor-label text-xs font-semibold text-ink-soft"
        }
      >
        {t(area)}
      </span>
      {children}
    </div>
  );
}

/** The queue, never older than its window, with its age. */
function WaitingCell({ now: { row, at, reference } }: Pick<CorridorRowProps, "now">) {
  const t = useTranslations("firm");
  const { waiting, zones } = row;
  if (waiting === null || waiting.expiresAt < at) {
    return <span className="text-ink-soft">{t("notCounted")}</span>;
  }
  const { low, high, best, asOf, disputed } = waiting;
  return (
    <span className="flex flex-col">
      <RangeText low={low} high={high} best={best} className="text-lg font-semibold" />
      <span className="text-xs text-ink-soft">
        <When at={asOf} reference={reference} zones={zones} />
      </span>
      {disputed && <span className="text-xs">{t("disputed")}</span>}
    </span>
  );
}
