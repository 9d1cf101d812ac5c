import { useLocale, useTranslations } from "next-intl";
import { ChartFoot } from "#app/_components/charts/chart-foot.tsx";
import { BARS_HEIGHT_PX, DAY_STEP, greatestOf } from "#app/_components/charts/day-bars.ts";
import { DayBarsPlot } from "#app/_components/charts/day-bars-plot.tsx";
import { niceScale } from "#app/_components/charts/nice-scale.ts";
import { PickReadout } from "#app/_components/charts/pick-readout.tsx";
import { timeTicks } from "#app/_components/charts/time-ticks.ts";
import { EmptyState } from "#app/_components/empty-state.tsx";
import { apiPaths } from "#app/api-paths.ts";
import { crossingName } from "#app/format/country.ts";
import { formatNumber } from "#app/format/number.ts";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import { dayStart, parseDay } from "#server/domain/calendar-day.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import { DAY_MS, fromMs } from "#server/domain/time.ts";
import {
  type Traffic as TrafficSeries,
  USUAL_LEAST_VALUES,
  USUAL_WEEKS,
} from "#server/domain/usual-traffic.ts";
import { dayLabel } from "./calendar-days.ts";
import { HistoryLinks, historyHref } from "./history-links.tsx";
import type { HistoryChoice } from "./history-query.ts";
import { Disclosure } from "./section.tsx";
import { TrafficTable } from "./traffic-table.tsx";
import { useTrafficWords } from "./use-traffic-words.ts";

export interface TrafficProps {
  readonly crossing: Crossing;
  readonly view: AsOfQuery;
  readonly choice: HistoryChoice;
  readonly traffic: TrafficSeries;
  /** The day of the view: the last that is shown. */
  readonly viewDay: number;
}

/** People or trucks that crossed on each day, and what is usual for its weekday. */
export function Traffic(props: TrafficProps) {
  const { crossing, view, choice, traffic } = props;
  const isEmpty = traffic.days.every(({ low }) => low === null);
  return (
    <div className="flex flex-col gap-4">
      <HistoryLinks slug={crossing.id} view={view} choice={choice} section="traffic" />
      {isEmpty ? <NoTraffic {...props} /> : <TrafficFigure {...props} />}
    </div>
  );
}

function TrafficFigure({ crossing, view, traffic, viewDay }: TrafficProps) {
  const t = useTranslations("traffic");
  const figures = useTranslations("figures");
  const locale = useLocale();
  const words = useTrafficWords(traffic, viewDay);
  const { days, metric, runDays, zone } = traffic;
  const first = parseDay(days[0]?.on ?? "") ?? 0;
  const lastRun = parseDay(days.at(-1)?.on ?? "") ?? first;
  const span = { fromMs: first * DAY_MS, toMs: (lastRun + runDays) * DAY_MS };
  const name = t("name", {
    metric: figures(metric),
    crossing: crossingName(locale, crossing),
    from: dayLabel(first, locale),
    to: dayLabel(Math.min(lastRun + runDays - 1, viewDay), locale),
  });
  const { maximum, steps } = niceScale(greatestOf(days));
  const hasUsual = days.some(({ usual }) => usual !== null);
  return (
    <figure className="flex flex-col gap-3">
      <figcaption className="font-semibold">{name}</figcaption>
      <p className="text-sm text-ink-soft">{t(`unit.${metric}`)}</p>
      <PickReadout
        label={t("step")}
        lines={days.map(words.line)}
        marks={days.map((_, index) => [0, index * DAY_STEP, 0])}
        start={days.findLastIndex(({ low }) => low !== null)}
        size={[DAY_STEP, BARS_HEIGHT_PX]}
      >
        <DayBarsPlot
          name={name}
          bars={days}
          maximum={maximum}
          valueTicks={steps.map((value) => ({ value, label: formatNumber(locale, value) }))}
          timeTicks={timeTicks({ from: fromMs(span.fromMs), to: fromMs(span.toMs), locale })}
          {...span}
        />
      </PickReadout>
      <p className="max-w-prose text-sm text-ink-soft">
        {t("marks")}{" "}
        {runDays > 1
          ? t("runs", { days: runDays })
          : t(hasUsual ? "rule" : "noUsual", { weeks: USUAL_WEEKS, least: USUAL_LEAST_VALUES })}
      </p>
      <ChartFoot
        source={t("sources", { names: traffic.sources.join("; ") })}
        file={`${crossing.id}-${metric}-${days[0]?.on ?? "none"}`}
        csvHref={apiPaths.trafficCsv(crossing.id, {
          metric,
          from: dayStart(first, zone),
          to: dayStart(lastRun, zone),
          ...view,
        })}
      />
      <Disclosure summary={t("table")}>
        <TrafficTable traffic={traffic} viewDay={viewDay} />
      </Disclosure>
    </figure>
  );
}

/** Nothing was said in the span, and the way to all that ever was. */
function NoTraffic({ crossing, view, choice }: TrafficProps) {
  const t = useTranslations("traffic");
  const charts = useTranslations("charts");
  const to = pathsFor(useLocale());
  const all = { ...choice, span: "all" } as const;
  const href = historyHref({ slug: crossing.id, view, choice: all, section: "traffic" }, to);
  return (
    <EmptyState
      title={charts("emptyTitle", { span: charts(`spanName.${choice.span}`) })}
      action={
        choice.span !== "all" && (
          <a className="text-link inline-flex min-h-11 items-center font-semibold" href={href}>
            {charts("emptyAction")}
          </a>
        )
      }
    >
      {t("none")}
    </EmptyState>
  );
}
