import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { TextVersion } from "#app/_components/shell/text-version.tsx";
import { SourceLinks } from "#app/_components/source-links.tsx";
import { apiPaths } from "#app/api-paths.ts";
import { crossingName } from "#app/format/country.ts";
import { formatDate } from "#app/format/date.ts";
import { type AsOfQuery, pathsFor } from "#app/paths.ts";
import type { Change } from "#server/domain/change.ts";
import type { Closure } from "#server/domain/closure.ts";
import type { Crossing } from "#server/domain/crossing.ts";
import type { HistorySeries, LaneRibbon } from "#server/domain/history.ts";
import { liveStatus } from "#server/domain/live-status.ts";
import { MODES } from "#server/domain/mode.ts";
import type { CrossingStatus, FigureClaim } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";
import { About } from "./about.tsx";
import { type AnnouncementLine, Announcements } from "./announcements.tsx";
import { Changes } from "./changes.tsx";
import { ClosureComparison } from "./closure-comparison.tsx";
import { ClosureSurvival, type ClosureSurvivalProps } from "./closure-survival.tsx";
import { Closures } from "./closures.tsx";
import { CrossingHeader, CrossingSides } from "./crossing-header.tsx";
import { CrossingLive } from "./crossing-live.tsx";
import { DayCalendar, type DayCalendarProps } from "./day-calendar.tsx";
import { Exceptions } from "./exceptions.tsx";
import { Figures } from "./figures.tsx";
import { History } from "./history.tsx";
import type { HistoryChoice } from "./history-query.ts";
import { LaneTable } from "./lane-table.tsx";
import { OutlookList } from "./outlook-list.tsx";
import { PassOn } from "./pass-on.tsx";
import { Postures } from "./postures.tsx";
import { type ReportLine, Reports } from "./reports.tsx";
import { Section } from "./section.tsx";
import { SectionLinks } from "./section-links.tsx";
import { SentenceNow } from "./sentence-now.tsx";
import { StatusNow } from "./status-now.tsx";
import { Traffic, type TrafficProps } from "./traffic.tsx";

interface CrossingBodyProps {
  readonly crossing: Crossing;
  readonly status: CrossingStatus;
  readonly incidents: readonly { readonly id: string; readonly title: string }[];
  readonly series: HistorySeries;
  readonly ribbons: readonly LaneRibbon[];
  readonly closures: readonly Closure[];
  readonly survival: ClosureSurvivalProps["survival"];
  readonly changes: readonly Change[];
  /** Not over, soonest first. */
  readonly announcements: readonly AnnouncementLine[];
  readonly reports: {
    readonly reports: readonly ReportLine[];
    readonly next: string | null;
    /** An older page is shown. */
    readonly isPaged: boolean;
  };
  readonly view: AsOfQuery;
  readonly choice: HistoryChoice;
  readonly lastFigureAt: Instant | null;
  /** Scheme and host of this site, for what is taken elsewhere. */
  readonly site: string;
  readonly charts: Omit<DayCalendarProps, "crossing" | "view"> & Pick<TrafficProps, "traffic">;
  /** A form by which to be told of this crossing; null: nobody can be told. */
  readonly watch: ReactNode;
  /** Claims that count no longer, by figure. */
  readonly earlier: ReadonlyMap<string, readonly FigureClaim[]>;
}

/** The crossing's page under the shell: the answer first, everything behind it below. */
export function CrossingBody(props: CrossingBodyProps) {
  const { crossing, status, view } = props;
  const locale = useLocale();
  const t = useTranslations("crossing");
  const announced = useTranslations("announcements");
  const watches = useTranslations("watches.mail");
  const isPast = view.asOf !== undefined;
  const zones = [crossing.sides[0].zone, crossing.sides[1].zone] as const;
  const time = { zones, reference: status.at, ticking: !isPast };
  const said = Object.fromEntries(
    status.postures.map((posture) => [
      `${posture.side} ${posture.asOf}`,
      <SourceLinks key={posture.side} links={posture.said.links} />,
    ]),
  );
  return (
    <CrossingLive initial={liveStatus(status)} zones={zones} isPast={isPast}>
      <div className="page pb-20">
        <CrossingHeader crossing={crossing} />
        <SentenceNow name={crossingName(locale, crossing)} />
        <StatusNow
          countries={[crossing.sides[0].country, crossing.sides[1].country]}
          modes={MODES.filter((mode) => crossing.lanes.some((lane) => lane.mode === mode))}
          outlooks={<OutlookList outlooks={status.outlooks} {...time} />}
        />
        <CrossingSides crossing={crossing} />
        <TextVersion href={pathsFor(locale).lite(crossing.id, view)} />
        <SectionLinks />
        {props.announcements.length > 0 && (
          <Section
            id="announced"
            title={announced("sectionTitle")}
            intro={announced("sectionIntro")}
          >
            <Announcements
              announcements={props.announcements}
              lanes={crossing.lanes.map(({ id }) => id)}
            />
          </Section>
        )}
        <Section id="lanes" title={t("lanes.title")}>
          <LaneTable lanes={status.lanes} {...time} />
          <div className="grid gap-x-12 gap-y-6 md:grid-cols-2">
            <Exceptions />
            <Postures said={said} />
          </div>
        </Section>
        <FigureSection {...props} time={time} />
        <RecordSections {...props} isPast={isPast} />
        <PassOn {...props} />
        {props.watch !== null && (
          <Section id="watch" title={watches("title")} intro={watches("intro")}>
            {props.watch}
          </Section>
        )}
        <Section id="about" title={t("about.title")}>
          <About crossing={crossing} view={view} />
        </Section>
      </div>
    </CrossingLive>
  );
}

interface Time {
  readonly zones: readonly [string, string];
  readonly reference: Instant;
  readonly ticking: boolean;
}

/** Figures as they are, and over time. */
function FigureSection(props: CrossingBodyProps & { readonly time: Time }) {
  const { status, lastFigureAt, time } = props;
  const t = useTranslations("claims");
  const charts = useTranslations("charts");
  const days = useTranslations("days");
  const traffic = useTranslations("traffic");
  const locale = useLocale();
  const lastOn =
    lastFigureAt === null
      ? null
      : formatDate(lastFigureAt, { locale, style: "day", zone: time.zones[0] });
  return (
    <>
      <Section id="figures" title={t("title")} intro={t("intro")}>
        <Figures
          figures={status.figures}
          earlier={props.earlier}
          emptyText={t("none")}
          dataHref={apiPaths.crossing(props.crossing.id, props.view)}
          {...time}
        />
      </Section>
      <Section id="history" title={charts("title")}>
        <History {...props} lastFigureOn={lastOn} />
      </Section>
      <Section id="days" title={days("title")} intro={days("intro")}>
        <DayCalendar {...props.charts} crossing={props.crossing} view={props.view} />
      </Section>
      <Section id="traffic" title={traffic("title")} intro={traffic("intro")}>
        <Traffic {...props} {...props.charts} />
      </Section>
    </>
  );
}

/** What the record holds: incidents, closures, changes, reports. */
function RecordSections(props: CrossingBodyProps & { readonly isPast: boolean }) {
  const { crossing, status, incidents, closures, changes, reports, view, isPast } = props;
  const t = useTranslations("crossing");
  const changed = useTranslations("changes");
  const to = pathsFor(useLocale());
  const zones = [crossing.sides[0].zone, crossing.sides[1].zone] as const;
  const lanes = crossing.lanes.map(({ id }) => id);
  const reportsHref = (before: string | null) =>
    `${to.crossing(crossing.id, view, { before })}#reports`;
  return (
    <>
      {incidents.length > 0 && (
        <Section id="incidents" title={t("incidents.title")} intro={t("incidents.intro")}>
          <ul>
            {incidents.map(({ id, title }) => (
              <li key={id}>
                <a className="text-link inline-block py-2.5" href={to.incident(id, view)}>
                  <bdi lang="en">{title}</bdi>
                </a>
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section id="closures" title={t("closures.title")} intro={t("closures.intro")}>
        <ClosureComparison crossing={crossing} closures={closures} view={view} />
        {closures.length > 0 && <ClosureSurvival survival={props.survival} />}
        <Closures closures={closures} lanes={lanes} zone={zones[0]} isPast={isPast} />
      </Section>
      <Section id="changes" title={changed("title")} intro={changed("intro")}>
        <Changes changes={changes} zones={zones} reference={status.at} isPast={isPast} />
      </Section>
      <Section id="reports" title={t("reports.title")} intro={t("reports.intro")}>
        <Reports
          reports={reports.reports}
          lanes={lanes}
          zones={zones}
          reference={status.at}
          isPast={isPast}
          olderHref={reports.next === null ? null : reportsHref(reports.next)}
          newestHref={reports.isPaged ? reportsHref(null) : null}
        />
      </Section>
    </>
  );
}
