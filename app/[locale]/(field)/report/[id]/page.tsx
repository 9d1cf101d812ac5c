import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PhotoField } from "#app/_client/photos/photo-field.tsx";
import { Section } from "#app/_components/crossing/section.tsx";
import { buttonClass } from "#app/_components/form/button.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { ReportChain } from "#app/_components/report/report-diff.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { When } from "#app/_components/time/when.tsx";
import { PageAbsent } from "#app/[locale]/page-absent.tsx";
import { PageRefused } from "#app/[locale]/page-refused.tsx";
import { SignedIn } from "#app/[locale]/sign-in/signed-in.tsx";
import { crossingName } from "#app/format/country.ts";
import { pathsFor } from "#app/paths.ts";
import { SkewWords } from "../_app/clock-note.tsx";
import { ChangeLinks, OwnReports, Reason, SaidWords } from "../own-reports.tsx";
import { openReporterPage } from "../report-context.ts";
import { DeskThread } from "./desk-thread.tsx";

interface ReceiptPageProps {
  readonly params: Promise<{ locale: string; id: string }>;
}

/** Older receipts are not looked for. */
const OWN_LOOKED_THROUGH = 200;
const OWN_SHOWN = 10;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("report.receipt"))("title") };
}

/** What became of an own report: it was received, under which id, and what the desk has said of it. */
export default async function ReceiptPage({ params }: ReceiptPageProps) {
  const { id } = await params;
  const opened = await openReporterPage(params, (to) => to.receipt(id));
  if (opened === null) return <PageRefused />;
  const { actor, caller, locale } = opened;
  const t = await getTranslations("report");
  const correction = await getTranslations("correction");
  const [list, own] = await Promise.all([
    caller.crossings.list({}),
    caller.reports.mine({ limit: OWN_LOOKED_THROUGH }),
  ]);
  const report = own.reports.find((one) => one.id === id);
  if (report === undefined) return <PageAbsent />;
  const { messages } = await caller.threads.list({ id });
  const chain = await caller.corrections.chain({ id });
  const publishAt = chain.versions.find((one) => one.id === id)?.publishAt ?? null;
  const { photos } = await caller.photos.ofReport({ reportId: report.id });
  const crossings = new Map(list.crossings.map(({ crossing }) => [crossing.id, crossing]));
  const crossing = crossings.get(report.crossingId);
  const zones = crossing?.sides.map((side) => side.zone) ?? ["UTC"];
  const isBad = report.review === "rejected" || report.review === "unverifiable";
  const others = own.reports.filter((one) => one.id !== id).slice(0, OWN_SHOWN);
  const to = pathsFor(locale);
  return (
    <ClientMessages namespaces={["report", "crossing", "claims", "thread", "photos", "correction"]}>
      <div className="page pb-16">
        <SignedIn actor={actor} />
        <div className="mx-auto flex max-w-3xl flex-col gap-5">
          <PageHeader
            title={t(`receipt.state.${report.review}`)}
            kicker={crossing === undefined ? report.crossingId : crossingName(locale, crossing)}
          />
          <Notice kind={isBad ? "warning" : "good"} role="status">
            <p>{publishAt === null ? t(`receipt.meaning.${report.review}`) : correction("due")}</p>
            <Reason review={report.review} reason={report.reason} />
          </Notice>
          <SaidWords claims={report.claims} crossing={crossing} />
          <ChangeLinks reportId={id} review={report.review} />
          <DeskThread
            reportId={id}
            review={report.review}
            messages={messages}
            reference={list.at}
            zones={zones}
          />
          <PhotoField
            reportId={report.id}
            accountId={actor.accountId}
            isReceived={true}
            onServer={photos}
          />
          <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1 text-sm">
            <dt className="text-ink-soft">{t("receipt.seen")}</dt>
            <dd>
              <When at={report.observedAt} reference={list.at} zones={zones} show="both" />
              {report.deviceClock !== null && (
                <SkewWords clock={report.deviceClock} zone={zones[0] ?? "UTC"} />
              )}
            </dd>
            <dt className="text-ink-soft">{t("receipt.received")}</dt>
            <dd>
              <When at={report.receivedAt} reference={list.at} zones={zones} show="both" />
            </dd>
            {publishAt !== null && (
              <>
                <dt className="text-ink-soft">{correction("dueAt")}</dt>
                <dd>
                  <When at={publishAt} reference={list.at} zones={zones} show="exact" />
                </dd>
              </>
            )}
            <dt className="text-ink-soft">{t("receipt.id")}</dt>
            <dd className="break-all">
              <code dir="ltr">{report.id}</code>
            </dd>
          </dl>
          <ReportChain
            versions={chain.versions}
            lanes={crossing?.lanes.map((lane) => lane.id) ?? []}
            zones={zones}
            reference={list.at}
          />
          <p className="flex flex-wrap gap-3">
            <a href={to.report(report.crossingId)} className={buttonClass("primary")}>
              {t("receipt.again")}
            </a>
            <a href={to.crossing(report.crossingId)} className={buttonClass()}>
              {t("receipt.look")}
            </a>
          </p>
          {others.length > 0 && (
            <Section id="own" title={t("own.title")}>
              <OwnReports reports={others} crossings={crossings} reference={list.at} />
            </Section>
          )}
        </div>
      </div>
    </ClientMessages>
  );
}
