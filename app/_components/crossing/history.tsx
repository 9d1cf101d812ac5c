import { useLocale, useTranslations } from "next-intl";
import { ChartFoot } from "#app/_components/charts/chart-foot.tsx";
import { ChartLegend } from "#app/_components/charts/chart-legend.tsx";
import { HistoryChart } from "#app/_components/charts/history-chart.tsx";
import { type HistoryChartData, historyChartData } from "#app/_components/charts/history-data.ts";
import { HistoryTable } from "#app/_components/charts/history-table.tsx";
import { EmptyState } from "#app/_components/empty-state.tsx";
import { apiPaths } from "#app/api-paths.ts";
import { crossingName } from "#app/format/country.ts";
import { formatDate } from "#app/format/date.ts";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { Closure } from "#server/domain/closure.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { HistorySeries, LaneRibbon } from "#server/domain/history.ts";
import { HistoryLinks, historyHref } from "./history-links.tsx";
import type { HistoryChoice } from "./history-query.ts";
import { LaneRibbons } from "./lane-ribbons.tsx";
import { Disclosure } from "./section.tsx";

/** Sources named under the chart; the table has them all. */
const MAX_NAMED = 12;

export interface HistoryProps {
  readonly crossing: Crossing;
  readonly view: AsOfQuery;
  readonly choice: HistoryChoice;
  readonly series: HistorySeries;
  readonly ribbons: readonly LaneRibbon[];
  readonly closures: readonly Closure[];
  /** When the last figure before the view was given, as words; null: never. Asked for only when the span is empty. */
  readonly lastFigureOn: string | null;
}

/** People or trucks over time, with the states of the lanes under it on the same axis. */
export function History(props: HistoryProps) {
  const { crossing, view, choice, series, ribbons, closures } = props;
  const locale = useLocale();
  const zone = crossing.sides[0].zone;
  const { from, to } = series;
  const data = historyChartData(series, closures, { locale, zone });
  const isEmpty = data.points.length === 0 && data.claims.length === 0;
  return (
    <div className="flex flex-col gap-4">
      <HistoryLinks slug={crossing.id} view={view} choice={choice} />
      {isEmpty ? <NoFigures {...props} /> : <Chart {...props} data={data} zone={zone} />}
      <LaneRibbons
        ribbons={ribbons}
        crossing={crossing}
        data={data}
        zone={zone}
        file={`${crossing.id}-lanes-${choice.span}`}
        csvHref={apiPaths.lanesCsv(crossing.id, { from, to, ...view })}
      />
    </div>
  );
}

function Chart({
  data,
  zone,
  ...props
}: HistoryProps & { readonly data: HistoryChartData; readonly zone: string }) {
  const t = useTranslations("charts");
  const figures = useTranslations("figures");
  const locale = useLocale();
  const { crossing, view, choice, series } = props;
  const day = (at: string) => formatDate(at, { locale, style: "day", zone });
  const name = t("name", {
    metric: figures(choice.metric),
    crossing: crossingName(locale, crossing),
    from: day(series.from),
    to: day(series.to),
  });
  const sources = [...new Set(series.claims.map(({ source }) => source.name))];
  const named = sources.slice(0, MAX_NAMED);
  return (
    <figure className="flex flex-col gap-3">
      <figcaption className="font-semibold">{name}</figcaption>
      <HistoryChart data={data} name={name} metric={choice.metric} />
      <ChartLegend
        has={{
          band: data.points.some(([, low, , high]) => high !== null && high !== low),
          open: data.claims.some(({ high }) => high === null),
          best: data.points.some(([, , best]) => best !== null),
          claim: data.claims.some(({ isParty }) => !isParty),
          partyClaim: data.claims.some(({ isParty }) => isParty),
          closure: data.closures.length > 0,
        }}
      />
      <ChartFoot
        source={
          sources.length === 0
            ? t("gaps")
            : `${t("gaps")} ${t("sources", {
                names: [...named, ...(sources.length > named.length ? ["…"] : [])].join("; "),
              })}`
        }
        file={`${crossing.id}-${choice.metric}-${choice.span}`}
        csvHref={apiPaths.historyCsv(crossing.id, {
          metric: choice.metric,
          from: series.from,
          to: series.to,
          bucket: series.bucketMinutes,
          ...view,
        })}
      />
      <Disclosure summary={t("table")}>
        <HistoryTable series={series} zone={zone} />
      </Disclosure>
    </figure>
  );
}

/** Nothing was said in the span: when it last was, and the way there. */
function NoFigures({ crossing, view, choice, lastFigureOn }: HistoryProps) {
  const t = useTranslations("charts");
  const figures = useTranslations("figures");
  const to = pathsFor(useLocale());
  const metric = figures(choice.metric);
  return (
    <EmptyState
      title={t("emptyTitle", { span: t(`spanName.${choice.span}`) })}
      action={
        choice.span !== "all" &&
        lastFigureOn !== null && (
          <a
            className="text-link inline-flex min-h-11 items-center font-semibold"
            href={historyHref({ slug: crossing.id, view, choice: { ...choice, span: "all" } }, to)}
          >
            {t("emptyAction")}
          </a>
        )
      }
    >
      {lastFigureOn === null
        ? t("emptyNever", { metric })
        : t("emptyLast", { metric, date: lastFigureOn })}
    </EmptyState>
  );
}
