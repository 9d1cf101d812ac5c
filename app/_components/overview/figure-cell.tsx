import { useLocale, useTranslations } from "next-intl";
import { countryName } from "#app/format/country.ts";
import type { LiveFigure } from "#server/domain/live-status.ts";
import { RangeBar } from "../figure/range-bar.tsx";
import { RangeText } from "../figure/range-text.tsx";
import { useDisputeWords } from "../figure/use-difference-words.ts";
import { When } from "../time/when.tsx";
import type { BoardMetric, Spark } from "./board-row.ts";
import { Sparkline } from "./sparkline.tsx";

interface FigureCellProps {
  readonly metric: BoardMetric;
  readonly figure: LiveFigure | null;
  readonly spark: Spark | null;
  /** Where the claims behind a figure are shown. */
  readonly href: (figure: LiveFigure) => string;
  readonly zones: readonly string[];
  readonly reference: string;
  readonly ticking: boolean;
}

/** A stranded figure: range, bar, age, and in words whether claimants differ. No figure is no number. */
export function FigureCell(props: FigureCellProps) {
  const { metric, figure, spark, href, zones, reference, ticking } = props;
  const t = useTranslations("overview");
  return (
    <div className={figure === null ? "figure-none" : "flex flex-col gap-1"}>
      <span className="cell-label text-xs text-ink-soft">{t(`column.${metric}`)}</span>
      {figure === null ? (
        <span className="text-ink-soft">{t("noFigure")}</span>
      ) : (
        <>
          <a href={href(figure)} className="figure-link">
            <RangeText low={figure.low} high={figure.high} className="font-semibold" />
          </a>
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
  const { side } = figure;
  const dispute = useDisputeWords()(figure);
  return (
    <>
      {side !== null && ` · ${t("onSide", { country: countryName(locale, side) })}`}
      {dispute !== null && ` · ${dispute}`}
    </>
  );
}
