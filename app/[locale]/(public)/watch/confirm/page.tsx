import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { buttonClass } from "#app/_components/form/button.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { crossingName } from "#app/format/country.ts";
import { pathsFor } from "#app/paths.ts";
import { getRuntime } from "#server/runtime.ts";
import { confirmAction } from "../actions.ts";
import { LinkForm } from "../link-form.tsx";
import { type LinkPageProps, openLinkPage } from "../open-link-page.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("watches.mail");
  // The address holds a secret; see the page of one-time links.
  return { title: t("confirmTitle"), referrer: "same-origin", robots: { index: false } };
}

/** Where the link of a confirmation mail leads: reading the page confirms nothing. */
export default async function ConfirmPage(props: LinkPageProps) {
  const { locale, link, isDone, isFull } = await openLinkPage(props);
  const t = await getTranslations("watches.mail");
  const to = pathsFor(locale);
  const found = await getRuntime().mailWatches.findRequest(link);
  if (found === null) {
    return (
      <div className="page pb-16">
        <PageHeader title={t("spentTitle")}>{t("spent")}</PageHeader>
      </div>
    );
  }
  const { crossings } = await getRuntime().caller(null).crossings.list({});
  const crossing = crossings.find((one) => one.crossing.id === found.crossingId)?.crossing;
  const name = crossing === undefined ? found.crossingId : crossingName(locale, crossing);
  return (
    <div className="page pb-16">
      <PageHeader title={isDone ? t("confirmedTitle") : t("confirmTitle")}>
        {isDone ? t("confirmed") : t("confirmText", { crossing: name })}
      </PageHeader>
      {isFull && <Notice kind="bad">{t("problem.full")}</Notice>}
      {isDone ? (
        <a href={to.crossing(found.crossingId)} className={buttonClass("plain")}>
          {t("back")}
        </a>
      ) : (
        <LinkForm link={link} action={confirmAction} label={t("confirm")} />
      )}
    </div>
  );
}
