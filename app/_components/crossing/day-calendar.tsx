import { useLocale, useTranslations } from "next-intl";
import { ChartFoot } from "#app/_components/charts/chart-foot.tsx";
import { DaySample } from "#app/_components/charts/day-marks.tsx";
import { MonthPlot } from "#app/_components/charts/month-plot.tsx";
import { PickReadout } from "#app/_components/charts/pick-readout.tsx";
import { StateWord } from "#app/_components/state/state-word.tsx";
import { Table } from "#app/_components/table.tsx";
import { apiPaths } from "#app/api-paths.ts";
import { crossingName } from "#app/format/country.ts";
import { PUNCTUATION } from "#app/format/list.ts";
import { formatNumber } from "#app/format/number.ts";
import { formatShare } from "#app/format/share.ts";
import { directionOf } from "#app/locales.ts";
import type { AsOfQuery } from "#app/paths.ts";
import { dayStart, parseDay } from "#server/domain/calendar-day.ts";
import { STATES } from "#server/domain/claim.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { LaneDay } from "#server/domain/lane-days.ts";
import {
  type CalendarMonthDays,
  calendarMarks,
  dayLabel,
  MARK_SIZE,
  monthsOfDays,
  shownShares,
  stateRuns,
} from "./calendar-days.ts";
import { CalendarLinks } from "./calendar-links.tsx";
import type { CalendarChoice } from "./calendar-query.ts";
import { Disclosure } from "./section.tsx";

export interface DayCalendarProps {
  readonly crossing: Crossing;
  readonly view: AsOfQuery;
  readonly calendar: CalendarChoice;
  /** Of the months that are shown, as far as they have come. */
  readonly days: readonly LaneDay[];
  /** The day of the view, and the last day that is asked for. */
  readonly viewDay: number;
  readonly untilDay: number;
}

/** A year at a glance: one mark for each day, by the state in which the lanes spent most of it. */
export function DayCalendar(props: DayCalendarProps) {
  const { crossing, calendar, days, untilDay } = props;
  const t = useTranslations("days");
  const states = useTranslations("states");
  const locale = useLocale();
  const zone = crossing.sides[0].zone;
  const months = monthsOfDays(days, untilDay, locale);
  const label = (day: LaneDay | undefined) => dayLabel(parseDay(day?.on ?? "") ?? untilDay, locale);
  const name = t("name", {
    crossing: crossingName(locale, crossing),
    lanes: calendar.mode === null ? t("everyLane") : states(`mode.${calendar.mode}`),
    from: label(days[0]),
    to: label(days.at(-1)),
  });
  const line = useDayLine();
  const first = parseDay(days[0]?.on ?? "") ?? untilDay;
  const csvHref = apiPaths.daysCsv(crossing.id, {
    mode: calendar.mode,
    from: dayStart(first, zone),
    to: dayStart(parseDay(days.at(-1)?.on ?? "") ?? untilDay, zone),
    ...props.view,
  });
  return (
    <div className="flex flex-col gap-4">
      <CalendarLinks {...props} firstDay={first} />
      <figure className="flex flex-col gap-4">
        <figcaption className="font-semibold">{name}</figcaption>
        <DayCounts days={days} />
        <PickReadout
          label={t("step")}
          lines={months.flatMap(({ laneDays }) => laneDays.map(line))}
          start={days.length - 1}
          marks={calendarMarks(months, directionOf(locale) === "rtl")}
          size={MARK_SIZE}
        >
          <Months months={months} isRightToLeft={directionOf(locale) === "rtl"} />
        </PickReadout>
        <ChartFoot
          source={`${t("rule", { zone })} ${t("source", { crossing: crossingName(locale, crossing) })}`}
          file={`${crossing.id}-days-${days[0]?.on ?? "none"}`}
          csvHref={csvHref}
        />
        <Disclosure summary={t("table")}>
          <RunsTable days={days} />
        </Disclosure>
      </figure>
    </div>
  );
}

/** `12 Oct 2025: Closed (closed 67 %, open 33 %)`. */
function useDayLine(): (day: LaneDay) => string {
  const t = useTranslations("days");
  const states = useTranslations("states");
  const locale = useLocale();
  const { comma } = PUNCTUATION[locale];
  return (day) => {
    const shares = shownShares(day);
    const words = {
      date: dayLabel(parseDay(day.on) ?? 0, locale),
      state: states(day.state),
    };
    if (shares.length < 2) return t("line", words);
    const parts = shares.map(({ state, share }) =>
      t("share", { state: states(state), share: formatShare(locale, share) }),
    );
    return t("lineShares", { ...words, shares: parts.join(comma) });
  };
}

/** How many days had each word; also the legend. */
function DayCounts({ days }: { readonly days: readonly LaneDay[] }) {
  const t = useTranslations("days");
  const states = useTranslations("states");
  const locale = useLocale();
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-sm">
      {STATES.map((state) => {
        const count = days.filter((day) => day.state === state).length;
        return (
          <li key={state} className="flex items-center gap-2">
            <DaySample state={state} />
            <span>
              {t("count", { state: states(state), count, number: formatNumber(locale, count) })}
            </span>
          </li>
        );
      })}
      <li className="flex items-center gap-2">
        <DaySample state="partlyClosed" />
        <span>{t("partlyClosed")}</span>
      </li>
    </ul>
  );
}

interface MonthsProps {
  readonly months: readonly CalendarMonthDays[];
  readonly isRightToLeft: boolean;
}

function Months({ months, isRightToLeft }: MonthsProps) {
  const t = useTranslations("days");
  const states = useTranslations("states");
  const locale = useLocale();
  const { comma } = PUNCTUATION[locale];
  return (
    <ol className="grid max-w-5xl grid-cols-3 gap-x-3 gap-y-4 sm:grid-cols-4 sm:gap-x-6 lg:grid-cols-6">
      {months.map(({ label, days }, plot) => {
        const counts = STATES.flatMap((state) => {
          const count = days.filter((day) => day.state === state).length;
          const number = formatNumber(locale, count);
          return count === 0 ? [] : [t("count", { state: states(state), count, number })];
        });
        const name = t("month", { month: label, counts: counts.join(comma) || t("notYet") });
        return (
          <li key={label} className="flex flex-col gap-1">
            <p aria-hidden="true" className="text-xs text-ink-soft">
              {label}
            </p>
            <MonthPlot plot={plot} name={name} days={days} isRightToLeft={isRightToLeft} />
          </li>
        );
      })}
    </ol>
  );
}

function RunsTable({ days }: { readonly days: readonly LaneDay[] }) {
  const t = useTranslations("days");
  const locale = useLocale();
  const rows = stateRuns(days).map(({ state, first, last, days: count }) => ({
    key: first.on,
    cells: {
      from: dayLabel(parseDay(first.on) ?? 0, locale),
      to: dayLabel(parseDay(last.on) ?? 0, locale),
      state: <StateWord state={state} />,
      days: formatNumber(locale, count),
    },
  }));
  return (
    <Table
      caption={t("caption")}
      columns={[
        { key: "from", heading: t("from") },
        { key: "to", heading: t("to") },
        { key: "state", heading: t("state") },
        { key: "days", heading: t("days"), numeric: true },
      ]}
      rows={rows}
    />
  );
}
