import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { formatNumber } from "#app/format/number.ts";
import type { ClaimRange } from "#server/domain/claim-difference.ts";
import { type ClaimScale, claimScale } from "./claim-scale.ts";
import { RangeText } from "./range-text.tsx";

export interface PlotRow extends ClaimRange {
  readonly key: string;
  /** Who says so. */
  readonly name: ReactNode;
  readonly best: number | null;
  /** `whole`: all that count together; `past`: it counts no longer. */
  readonly kind: "whole" | "claim" | "past";
}

/* By the room that it has, which is half the page where two figures stand side by side. */
const ROW =
  "grid grid-cols-[minmax(0,1fr)_auto] items-center gap-x-4 @lg:grid-cols-[9rem_1fr_7rem]";
const BAR = "col-span-2 @lg:col-span-1 @lg:col-start-2 @lg:row-start-1";

/** Claims as lines on one scale, so that it is seen how far they lie apart. Drawn by the server; the words are beside. */
export function RangePlot({
  rows,
  label,
}: {
  readonly rows: readonly PlotRow[];
  readonly label: string;
}) {
  const t = useTranslations("claims.plot");
  const scale = claimScale(rows);
  return (
    <div className="@container flex flex-col gap-1 text-sm">
      <ul aria-label={label} className="flex flex-col gap-1.5">
        {rows.map((row) => (
          <li key={row.key} className={ROW}>
            <span className={`min-w-0 text-xs ${row.kind === "whole" ? "font-semibold" : ""}`}>
              {row.name}
            </span>
            <RangeText
              low={row.low}
              high={row.high}
              className={`text-end text-xs @lg:col-start-3 ${row.kind === "past" ? "text-ink-soft" : "font-semibold"}`}
            />
            <span className={BAR}>
              <Bar row={row} scale={scale} />
            </span>
          </li>
        ))}
      </ul>
      <div aria-hidden="true" className={ROW}>
        <span className={BAR}>
          <Axis scale={scale} />
        </span>
      </div>
      {scale.isLogarithmic && <p className="text-xs text-ink-soft">{t("logarithmic")}</p>}
    </div>
  );
}

const HEIGHT = 14;
const MIDDLE = HEIGHT / 2;

/** A line from low to high; one number is an upright stroke; no upper bound goes on, broken, to the end of the scale. */
function Bar({ row, scale }: { readonly row: PlotRow; readonly scale: ClaimScale }) {
  const { low, high, best, kind } = row;
  const from = scale.place(low);
  const to = high === null ? from : scale.place(high);
  const weight = kind === "whole" ? 8 : 5;
  const stroke = { stroke: "currentColor", strokeWidth: weight } as const;
  return (
    <svg
      width="100%"
      height={HEIGHT}
      direction="ltr"
      aria-hidden="true"
      className={`block overflow-visible ${kind === "past" ? "text-line-strong" : "text-ink-soft"}`}
    >
      <line x1="0%" x2="100%" y1={MIDDLE} y2={MIDDLE} className="stroke-line" />
      {scale.ticks.map(({ place }) => (
        <line
          key={place}
          x1={`${place}%`}
          x2={`${place}%`}
          y1={0}
          y2={HEIGHT}
          className="stroke-line"
        />
      ))}
      {high === null && (
        <line x1={`${from}%`} x2="100%" y1={MIDDLE} y2={MIDDLE} {...stroke} strokeDasharray="3 4" />
      )}
      {to > from ? (
        <line x1={`${from}%`} x2={`${to}%`} y1={MIDDLE} y2={MIDDLE} {...stroke} />
      ) : (
        <line
          x1={`${from}%`}
          x2={`${from}%`}
          y1={1}
          y2={HEIGHT - 1}
          stroke="currentColor"
          strokeWidth={4}
        />
      )}
      {best !== null && best !== low && (
        <line
          x1={`${scale.place(best)}%`}
          x2={`${scale.place(best)}%`}
          y1={0}
          y2={HEIGHT}
          className="stroke-ink"
          strokeWidth={3}
        />
      )}
    </svg>
  );
}

function Axis({ scale }: { readonly scale: ClaimScale }) {
  const locale = useLocale();
  return (
    <svg
      width="100%"
      height="16"
      direction="ltr"
      aria-hidden="true"
      className="block overflow-visible"
    >
      {scale.ticks.map(({ value, place }, index) => (
        <text
          key={value}
          x={`${place}%`}
          y="12"
          fontSize="12"
          fill="currentColor"
          textAnchor={index === 0 ? "start" : index === scale.ticks.length - 1 ? "end" : "middle"}
        >
          {formatNumber(locale, value)}
        </text>
      ))}
    </svg>
  );
}
