import type { Metadata } from "next";
import { forbidden, notFound } from "next/navigation";
import { getTranslations } from "next-intl/server";
import { AccountHint } from "#app/_client/account-hint.tsx";
import { Section } from "#app/_components/crossing/section.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { firstValue, type SearchParams } from "#app/view-query.ts";
import { can } from "#server/domain/permissions.ts";
import { ChooseCrossing } from "./choose-crossing.tsx";
import { OwnReports } from "./own-reports.tsx";
import { ReportCrossing } from "./report-crossing.tsx";
import { openReporterPage } from "./report-context.ts";

interface ReportPageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<SearchParams>;
}

const OWN_SHOWN = 10;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("report"))("title") };
}

/** The report form: choose a crossing, then say what you see there. */
export default async function ReportPage({ params, searchParams }: ReportPageProps) {
  const named = firstValue(await searchParams, "crossing");
  const { actor, caller } = await openReporterPage(params, (to) => to.report(named));
  const t = await getTranslations("report");
  const [list, own] = await Promise.all([
    caller.crossings.list({}),
    caller.reports.mine({ limit: OWN_SHOWN }),
  ]);
  const crossings = new Map(list.crossings.map(({ crossing }) => [crossing.id, crossing]));
  const mine = list.crossings.filter(({ crossing }) =>
    can(actor, "report.submit", { crossingId: crossing.id }),
  );
  const [only] = mine.length === 1 ? mine : [];
  const id = named ?? only?.crossing.id;
  const chosen = mine.find(({ crossing }) => crossing.id === id);
  if (id !== undefined && !crossings.has(id)) notFound();
  if (id !== undefined && chosen === undefined) forbidden();
  const ownReports = (
    <Section id="own" title={t("own.title")}>
      <OwnReports reports={own.reports} crossings={crossings} reference={list.at} />
    </Section>
  );
  return (
    <ClientMessages namespaces={["report", "crossing", "claims"]}>
      <AccountHint account={actor} />
      <div className="page pb-16">
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
            lastOwn={own.reports.find((report) => report.crossingId === id) ?? null}
            hasChoice={mine.length > 1}
            now={list.at}
          >
            {ownReports}
          </ReportCrossing>
        )}
      </div>
    </ClientMessages>
  );
}
