import { useLocale, useTranslations } from "next-intl";
import { formatNumber } from "#app/format/number.ts";
import type { Spark } from "./board-row.ts";
import { SPARK_HEIGHT, SPARK_WIDTH } from "./spark-shape.ts";

/** Thirty days of a figure: the band of what was claimed, gaps where nobody counted. */
export function Sparkline({ spark }: { readonly spark: Spark }) {
  const t = useTranslations("overview");
  const locale = useLocale();
  const label = t("spark", { peak: formatNumber(locale, spark.peak) });
  return (
    <svg
      viewBox={`0 0 ${SPARK_WIDTH} ${SPARK_HEIGHT}`}
      preserveAspectRatio="none"
      className="h-5 w-full max-w-32 border-b border-line"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      <path d={spark.band} className="fill-line-strong/40" />
      <path
        d={spark.line}
        className="stroke-ink"
        fill="none"
        strokeWidth="1.5"
        vectorEffect="non-scaling-stroke"
      />
    </svg>
  );
}
