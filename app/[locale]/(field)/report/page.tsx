import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Section } from "#app/_components/crossing/section.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { ReminderNotice } from "#app/_components/report/reminder-notice.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { PageAbsent } from "#app/[locale]/page-absent.tsx";
import { PageRefused } from "#app/[locale]/page-refused.tsx";
import { SignedIn } from "#app/[locale]/sign-in/signed-in.tsx";
import { firstValue, type SearchParams } from "#app/view-query.ts";
import { can } from "#server/domain/permissions.ts";
import type { ReviewState } from "#server/domain/report.ts";
import { APP_NAMESPACES, appMetadata } from "./_app/app-metadata.ts";
import { ReportApp } from "./_app/report-app.tsx";
import { ChooseCrossing } from "./choose-crossing.tsx";
import { OwnReports } from "./own-reports.tsx";
import { openReporterPage } from "./report-context.ts";
import { ReportCrossing } from "./report-crossing.tsx";

interface ReportPageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<SearchParams>;
}

const OWN_SHOWN = 10;

/** Whether "nothing has changed" can go back to a report that has come so far. */
const STANDS: Readonly<Record<ReviewState, boolean>> = {
  received: true,
  in_review: true,
  published: true,
  unverifiable: false,
  rejected: false,
  retracted: false,
  superseded: false,
};

export async function generateMetadata({ params }: ReportPageProps): Promise<Metadata> {
  return appMetadata((await params).locale);
}

/**
 * The report form: choose a crossing, then say what you see there. With script the report app takes its place, unless the
 * address names a crossing: that is the long form, with everything that can be said.
 */
export default async function ReportPage({ params, searchParams }: ReportPageProps) {
  const named = firstValue(await searchParams, "crossing");
  const opened = await openReporterPage(params, (to) => to.report(named));
  if (opened === null) return <PageRefused />;
  const { actor, caller } = opened;
  const t = await getTranslations("report");
  const [list, { reminders }, home] = await Promise.all([
    caller.crossings.list({}),
    caller.reminders.take({}),
    caller.field.home({}),
  ]);
  const crossings = new Map(list.crossings.map(({ crossing }) => [crossing.id, crossing]));
  const mine = list.crossings.filter(({ crossing }) =>
    can(actor, "report.submit", { crossingId: crossing.id }),
  );
  const [only] = mine.length === 1 ? mine : [];
  const id = named ?? only?.crossing.id;
  const chosen = mine.find(({ crossing }) => crossing.id === id);
  if (id !== undefined && !crossings.has(id)) return <PageAbsent />;
  if (id !== undefined && chosen === undefined) return <PageRefused />;
  const ownReports = (
    <Section id="own" title={t("own.title")}>
      <OwnReports
        reports={home.reports.slice(0, OWN_SHOWN)}
        crossings={crossings}
        reference={list.at}
      />
    </Section>
  );
  const content = (
    <>
      <ReminderNotice reminders={reminders} crossings={crossings} reference={list.at} />
      {chosen === undefined ? (
        <div className="mx-auto max-w-3xl">
          <PageHeader title={t("title")}>{t("choose")}</PageHeader>
          <ChooseCrossing
            reference={list.at}
            choices={mine.map(({ crossing, status }) => ({
              crossing,
              condition: status.condition,
              lastWordAt: status.lastWordAt,
            }))}
          />
          {ownReports}
        </div>
      ) : (
        <ReportCrossing
          crossing={chosen.crossing}
          status={chosen.status}
          lastOwn={
            home.reports.find((report) => report.crossingId === id && STANDS[report.review]) ?? null
          }
          hasChoice={mine.length > 1}
          now={list.at}
        >
          {ownReports}
        </ReportCrossing>
      )}
    </>
  );
  return (
    <ClientMessages namespaces={APP_NAMESPACES}>
      <div className="page pb-16">
        <SignedIn actor={actor} />
        {named === undefined ? <ReportApp homeOfPage={home}>{content}</ReportApp> : content}
      </div>
    </ClientMessages>
  );
}
