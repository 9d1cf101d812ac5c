import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "#app/_components/page-header.tsx";
import { getRuntime } from "#server/runtime.ts";
import { stopAction } from "../actions.ts";
import { LinkForm } from "../link-form.tsx";
import { type LinkPageProps, openLinkPage } from "../open-link-page.ts";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("watches.mail");
  return { title: t("stopTitle"), referrer: "same-origin", robots: { index: false } };
}

/** Where the last line of every mail leads. */
export default async function StopPage(props: LinkPageProps) {
  const { link } = await openLinkPage(props);
  const t = await getTranslations("watches.mail");
  const found = await getRuntime().mailWatches.findStop(link);
  if (found === null || found.isEnded) {
    return (
      <div className="page pb-16">
        <PageHeader title={found === null ? t("spentTitle") : t("stoppedTitle")}>
          {found === null ? t("spent") : t("stopped")}
        </PageHeader>
      </div>
    );
  }
  return (
    <div className="page pb-16">
      <PageHeader title={t("stopTitle")}>{t("stopText", { name: found.name })}</PageHeader>
      <LinkForm link={link} action={stopAction} label={t("stop")} />
    </div>
  );
}
