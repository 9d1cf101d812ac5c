import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { buttonClass } from "#app/_components/form/button.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { MailForm } from "#app/_components/watch/mail-form.tsx";
import { crossingName } from "#app/format/country.ts";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { firstValue, type SearchParams } from "#app/view-query.ts";
import { getRuntime } from "#server/runtime.ts";
import { requestAction } from "./actions.ts";
import { sendsMail } from "./sends-mail.ts";

interface WatchPageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("watches.mail");
  return { title: t("title"), robots: { index: false } };
}

/** Mail about a crossing: the form again when something was wrong, or what happens next. */
export default async function WatchPage({ params, searchParams }: WatchPageProps) {
  const { locale: named } = await params;
  const locale = isLocale(named) ? named : DEFAULT_LOCALE;
  setRequestLocale(locale);
  const query = await searchParams;
  const t = await getTranslations("watches.mail");
  const to = pathsFor(locale);
  const { crossings } = await getRuntime().caller(null).crossings.list({});
  const asked = firstValue(query, "crossing");
  const crossing = (crossings.find((one) => one.crossing.id === asked) ?? crossings[0])?.crossing;
  const problem = firstValue(query, "problem");
  const isSent = firstValue(query, "sent") !== undefined;
  const back = crossing === undefined ? to.overview() : to.crossing(crossing.id);
  return (
    <div className="page flex flex-col gap-6 pb-16">
      <PageHeader
        kicker={crossing === undefined ? undefined : <bdi>{crossingName(locale, crossing)}</bdi>}
        title={isSent ? t("sentTitle") : t("title")}
      >
        {isSent ? t("sent") : t("intro")}
      </PageHeader>
      {problem === "many" && (
        <Notice kind="bad" role="alert">
          {t("problem.many")}
        </Notice>
      )}
      {!sendsMail() && <Notice kind="warning">{t("problem.off")}</Notice>}
      {!isSent && sendsMail() && crossing !== undefined && (
        <MailForm crossing={crossing.id} action={requestAction} isWrong={problem === "email"} />
      )}
      <p>
        <a href={back} className={buttonClass("quiet")}>
          {t("back")}
        </a>
      </p>
    </div>
  );
}
