import { useLocale, useTranslations } from "next-intl";
import { ChartFoot } from "#app/_components/charts/chart-foot.tsx";
import type { HistoryChartData } from "#app/_components/charts/history-data.ts";
import { PLOT_END_PX, PLOT_START_PX } from "#app/_components/charts/plot-frame.ts";
import { groupRibbons, type RibbonGroup } from "#app/_components/charts/ribbon-lanes.ts";
import { BandShape, RibbonAxis, StateRibbon } from "#app/_components/charts/state-ribbon.tsx";
import { STATE_COLOUR } from "#app/_components/state/state-glyph.tsx";
import { StateWord } from "#app/_components/state/state-word.tsx";
import { Table } from "#app/_components/table.tsx";
import { crossingName } from "#app/format/country.ts";
import { formatDate } from "#app/format/date.ts";
import { STATES } from "#server/domain/claim.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { LaneRibbon, RibbonSegment } from "#server/domain/history.ts";
import { toMs } from "#server/domain/time.ts";
import { lastInstant } from "./closure-span.ts";
import { Disclosure } from "./section.tsx";
import { useLaneNames } from "./use-lane-name.ts";

interface LaneRibbonsProps {
  readonly crossing: Crossing;
  readonly ribbons: readonly LaneRibbon[];
  readonly data: Pick<HistoryChartData, "fromMs" | "toMs" | "timeTicks">;
  readonly zone: string;
  /** Name of the files, without their ending. */
  readonly file: string;
  readonly csvHref: string;
}

/** The states of every lane over the span of the chart above, in line with it; equal lanes share a ribbon. */
export function LaneRibbons({ crossing, ribbons, data, zone, file, csvHref }: LaneRibbonsProps) {
  const t = useTranslations("charts.ribbon");
  const states = useTranslations("states");
  const days = useTranslations("days");
  const locale = useLocale();
  const names = useLaneNames();
  const all = crossing.lanes.map(({ id }) => id);
  const day = (at: string) => formatDate(at, { locale, style: "day", zone });
  const groups = groupRibbons(ribbons).map((group) => ({
    ...group,
    name: names.lanes(group.lanes, all),
  }));
  return (
    <figure className="flex flex-col gap-3">
      <figcaption className="font-semibold">{t("title")}</figcaption>
      <RibbonLegend />
      <div
        style={{ paddingLeft: PLOT_START_PX, paddingRight: PLOT_END_PX }}
        className="flex flex-col gap-1"
      >
        {groups.map(({ name, segments }) => (
          <div key={name}>
            <p className="text-sm text-ink-soft">{name}</p>
            <div dir="ltr">
              <StateRibbon
                name={t("name", {
                  lane: name,
                  from: day(new Date(data.fromMs).toISOString()),
                  to: day(new Date(data.toMs).toISOString()),
                })}
                fromMs={data.fromMs}
                toMs={data.toMs}
                bands={segments.map((segment) => ({
                  fromMs: toMs(segment.fromAt),
                  toMs: toMs(segment.toAt),
                  value: segment.value,
                  title: t("segment", {
                    state: states(segment.value),
                    from: day(segment.fromAt),
                    to: day(lastInstant(segment.toAt)),
                  }),
                }))}
              />
            </div>
          </div>
        ))}
        <div dir="ltr">
          <RibbonAxis fromMs={data.fromMs} toMs={data.toMs} ticks={data.timeTicks} />
        </div>
      </div>
      <ChartFoot
        source={days("source", { crossing: crossingName(locale, crossing) })}
        file={file}
        csvHref={csvHref}
      />
      <Disclosure summary={t("table")}>
        <RibbonTable groups={groups} day={day} />
      </Disclosure>
    </figure>
  );
}

function RibbonLegend() {
  const t = useTranslations("charts.ribbon");
  return (
    <ul aria-label={t("legend")} className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {STATES.map((state) => (
        <li key={state} className="flex items-center gap-2">
          <StateWord state={state} />
          <svg width="32" height="28" aria-hidden="true" className={STATE_COLOUR[state]}>
            <BandShape state={state} x="0%" width="100%" />
          </svg>
        </li>
      ))}
    </ul>
  );
}

interface RibbonTableProps {
  readonly groups: readonly (RibbonGroup & { readonly name: string })[];
  readonly day: (at: string) => string;
}

function RibbonTable({ groups, day }: RibbonTableProps) {
  const t = useTranslations("charts.ribbon");
  const rows = groups.flatMap(({ name, segments }) =>
    segments.toReversed().map((segment: RibbonSegment) => ({
      key: `${name} ${segment.fromAt}`,
      cells: {
        lane: name,
        state: <StateWord state={segment.value} />,
        from: day(segment.fromAt),
        to: day(lastInstant(segment.toAt)),
      },
    })),
  );
  return (
    <Table
      caption={t("caption")}
      columns={[
        { key: "lane", heading: t("lane") },
        { key: "state", heading: t("state") },
        { key: "from", heading: t("from") },
        { key: "to", heading: t("to") },
      ]}
      rows={rows}
    />
  );
}
