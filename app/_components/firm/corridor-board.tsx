"use client";
import { useLocale, useTranslations } from "next-intl";
import { useNow } from "#app/_client/now.ts";
import { formatList, PUNCTUATION } from "#app/format/list.ts";
import { corridorAnswer } from "#server/domain/corridor.ts";
import type { Mode } from "#server/domain/mode.ts";
import type { Instant } from "#server/domain/time.ts";
import { Notice } from "../notice.tsx";
import { type FirmRow, type RowNow, rowAt } from "./board-row.ts";
import { CorridorRow } from "./corridor-row.tsx";
import { PerishableClock } from "./perishable-clock.tsx";

interface CorridorBoardProps {
  readonly id: string;
  readonly name: string;
  readonly mode: Mode;
  /** "Trucks, Pakistan to Afghanistan" */
  readonly laneName: string;
  readonly rows: readonly FirmRow[];
  /** Names of those that are no longer in the registry. */
  readonly delisted: readonly string[];
  /** The instant that the page describes. */
  readonly reference: Instant;
}

const COLUMNS = ["name", "state", "waiting", "clearance", "shares", "closures", "data"] as const;

/** A corridor: its answer in one sentence, then a line for each crossing in the firm's order. */
export function CorridorBoard(props: CorridorBoardProps) {
  const { id, name, mode, laneName, rows, delisted, reference } = props;
  const locale = useLocale();
  const t = useTranslations("firm");
  const now = useNow();
  const current = rows.map((row) => rowAt(row, { now, reference }));
  return (
    <section aria-labelledby={`corridor-${id}`} className="corridor pb-10">
      <h2 id={`corridor-${id}`} className="text-sm font-semibold text-ink-soft">
        <bdi>{name}</bdi> · {laneName}
      </h2>
      <p className="max-w-4xl pt-1 pb-4 text-pretty text-xl font-bold tracking-tight">
        <CorridorSentence rows={current} mode={mode} />
      </p>
      {delisted.length > 0 && (
        <div className="pb-4">
          <Notice kind="warning">
            {t("delisted")} <bdi>{formatList(locale, delisted)}</bdi>
          </Notice>
        </div>
      )}
      <div className="corridor-head text-sm font-semibold text-ink-soft" aria-hidden="true">
        {COLUMNS.map((column) => (
          <span key={column} style={{ gridArea: column }}>
            {t(`column.${column}`)}
          </span>
        ))}
      </div>
      <ol>
        {current.map((one, index) => (
          <CorridorRow key={one.row.crossingId} now={one} mode={mode} place={index + 1} />
        ))}
      </ol>
      <PerishableClock corridorId={id} rows={current} />
    </section>
  );
}

/** "Torkham closed; Kharlachi closed; Ghulam Khan restricted; none open to loaded trucks." */
function CorridorSentence({
  rows,
  mode,
}: {
  readonly rows: readonly RowNow[];
  readonly mode: Mode;
}) {
  const t = useTranslations("firm.sentence");
  const locale = useLocale();
  const { semicolon, stop } = PUNCTUATION[locale];
  const { crossings, open, isSure } = corridorAnswer(
    rows.map(({ row, lane }) => ({ crossingId: row.crossingId, value: lane?.value ?? "unknown" })),
  );
  const names = new Map(rows.map(({ row }) => [row.crossingId, row.shownName]));
  const parts = crossings.map(({ crossingId, value }) =>
    t(value, { name: names.get(crossingId) ?? crossingId }),
  );
  const tail =
    open > 0
      ? t("someOpen", { open, total: rows.length, mode })
      : t(isSure ? "noneOpen" : "noneKnown", { mode });
  return <>{`${[...parts, tail].join(semicolon)}${stop}`}</>;
}
