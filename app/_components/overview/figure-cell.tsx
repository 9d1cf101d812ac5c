import { useLocale, useTranslations } from "next-intl";
import { countryName } from "#app/format/country.ts";
import { formatFactor } from "#app/format/number.ts";
import type { LiveFigure } from "#server/domain/live-status.ts";
import { RangeBar } from "../figure/range-bar.tsx";
import { RangeText } from "../figure/range-text.tsx";
import { When } from "../time/when.tsx";
import type { BoardMetric, Spark } from "./board-row.ts";
import { Sparkline } from "./sparkline.tsx";

interface FigureCellProps {
  readonly metric: BoardMetric;
  readonly figure: LiveFigure | null;
  readonly spark: Spark | null;
  readonly zones: readonly string[];
  readonly reference: string;
  readonly ticking: boolean;
}

/** A stranded figure: range, bar, age, and in words whether claimants differ. No figure is no number. */
export function FigureCell({ metric, figure, spark, zones, reference, ticking }: FigureCellProps) {
  const t = useTranslations("overview");
  return (
    <div className={figure === null ? "figure-none" : "flex flex-col gap-1"}>
      <span className="cell-label text-xs text-ink-soft">{t(`column.${metric}`)}</span>
      {figure === null ? (
        <span className="text-ink-soft">{t("noFigure")}</span>
      ) : (
        <>
          <RangeText low={figure.low} high={figure.high} className="font-semibold" />
          <RangeBar low={figure.low} high={figure.high} best={figure.best} />
          <span className="text-xs text-ink-soft">
            <When at={figure.asOf} reference={reference} zones={zones} ticking={ticking} />
            <FigureNote figure={figure} />
          </span>
        </>
      )}
      {spark !== null && spark.metric === metric && <Sparkline spark={spark} />}
    </div>
  );
}

function FigureNote({ figure }: { readonly figure: LiveFigure }) {
  const locale = useLocale();
  const t = useTranslations("figures");
  const { side, disputed, factor } = figure;
  if (side === null && !disputed) return null;
  const dispute =
    factor === null ? t("disputedPlain") : t("disputed", { factor: formatFactor(locale, factor) });
  return (
    <>
      {side !== null && ` · ${t("onSide", { country: countryName(locale, side) })}`}
      {disputed && ` · ${dispute}`}
    </>
  );
}
