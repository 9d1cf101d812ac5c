import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Notice } from "#app/_components/notice.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { fillForm } from "#app/[locale]/(field)/report/fill-form.ts";
import type { FormCrossing } from "#app/[locale]/(field)/report/form-fields.ts";
import { newReportId } from "#app/[locale]/(field)/report/new-report-id.ts";
import { SaidWords } from "#app/[locale]/(field)/report/own-reports.tsx";
import { ReportForm } from "#app/[locale]/(field)/report/report-form.tsx";
import { SignedIn } from "#app/[locale]/sign-in/signed-in.tsx";
import { crossingName } from "#app/format/country.ts";
import { loadOwnVersion } from "../load-own-version.tsx";
import { Outdated } from "../outdated.tsx";

interface AmendPageProps {
  readonly params: Promise<{ locale: string; id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("correction"))("amendTitle") };
}

/** An own report as a filled form: what is sent takes its place. */
export default async function AmendPage({ params }: AmendPageProps) {
  const { id } = await params;
  const own = await loadOwnVersion(params, (to) => to.amend(id));
  if ("instead" in own) return own.instead;
  const { actor, locale, crossing, status, version, newestId } = own;
  const t = await getTranslations("correction");
  const { name, sides, lanes, localNames } = crossing;
  const formCrossing: FormCrossing = { id: crossing.id, name, sides, lanes, localNames };
  const { values, lost } = fillForm(version, sides[0].zone);
  const present = Object.fromEntries(status.lanes.map(({ lane, value }) => [lane, value]));
  return (
    <ClientMessages namespaces={["report", "crossing", "claims", "correction", "faults"]}>
      <div className="page pb-16">
        <SignedIn actor={actor} />
        <div className="mx-auto flex max-w-3xl flex-col gap-5">
          <PageHeader title={t("amendTitle")} kicker={crossingName(locale, crossing)}>
            {t("amendIntro")}
          </PageHeader>
          {newestId === null ? (
            <>
              {lost.length > 0 && (
                <Notice kind="warning" title={t("amendLost")}>
                  <SaidWords claims={lost} crossing={formCrossing} />
                </Notice>
              )}
              <ReportForm
                crossing={formCrossing}
                present={present}
                reportId={newReportId()}
                openedAt={status.at}
                filled={{ ...values, corrects: version.id }}
              />
            </>
          ) : (
            <Outdated newestId={newestId} />
          )}
        </div>
      </div>
    </ClientMessages>
  );
}
