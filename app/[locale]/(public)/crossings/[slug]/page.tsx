import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { readCalendarChoice } from "#app/_components/crossing/calendar-query.ts";
import { CrossingBody } from "#app/_components/crossing/crossing-body.tsx";
import { CrossingMissing } from "#app/_components/crossing/crossing-missing.tsx";
import { readHistoryChoice } from "#app/_components/crossing/history-query.ts";
import { AsOfBar } from "#app/_components/shell/as-of-bar.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { QueryProblems } from "#app/_components/shell/query-problems.tsx";
import { MailForm } from "#app/_components/watch/mail-form.tsx";
import { linkMetadata } from "#app/[locale]/(public)/_passed-on/link-metadata.ts";
import { requestAction } from "#app/[locale]/(public)/watch/actions.ts";
import { sendsMail } from "#app/[locale]/(public)/watch/sends-mail.ts";
import { crossingName } from "#app/format/country.ts";
import { plainSentence } from "#app/format/plain-sentence.ts";
import { DEFAULT_LOCALE, isLocale, type Locale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { firstValue, readView, type SearchParams } from "#app/view-query.ts";
import { getRuntime } from "#server/runtime.ts";
import { loadCharts } from "./load-charts.ts";
import { findCrossing, findLastFigure, listCandidates, loadBackground } from "./load-crossing.ts";
import { loadEarlier } from "./load-earlier.ts";

interface CrossingPageProps {
  readonly params: Promise<{ locale: string; slug: string }>;
  readonly searchParams: Promise<SearchParams>;
}

async function readAddress({ params, searchParams }: CrossingPageProps) {
  const { locale: named, slug } = await params;
  const query = await searchParams;
  const locale: Locale = isLocale(named) ? named : DEFAULT_LOCALE;
  return { locale, slug, query, view: readView(query, getRuntime().now()) };
}

export async function generateMetadata(props: CrossingPageProps): Promise<Metadata> {
  const { locale, slug, view } = await readAddress(props);
  const t = await getTranslations({ locale, namespace: "crossing" });
  const found = await findCrossing(slug, view.asOf, view.known);
  if (found === null) return { title: t("notFound.title", { slug }), robots: { index: false } };
  const states = await getTranslations({ locale, namespace: "states" });
  const { crossing, status } = found;
  const name = crossingName(locale, crossing);
  const title = t("metaTitle", { name, condition: states(status.condition) });
  const description = plainSentence(status, {
    t: await getTranslations({ locale, namespace: "sentence" }),
    locale,
    name,
    zone: crossing.sides[0].zone,
    pastAt: view.asOf ?? null,
  });
  const asked = view.asOf === undefined ? {} : { asOf: view.asOf, known: view.known };
  return {
    title,
    description,
    ...(await linkMetadata({ locale, slug: crossing.id, view: asked, title, description })),
  };
}

/** One crossing: how it is now or was at an instant, who says so, and how it got there. */
export default async function CrossingPage(props: CrossingPageProps) {
  const { locale, slug, query, view } = await readAddress(props);
  setRequestLocale(locale);
  const { asOf, known } = view;
  const found = await findCrossing(slug, asOf, known);
  if (found === null) {
    getRuntime().pageStatus.missing();
    return <CrossingMissing slug={slug} candidates={await listCandidates()} />;
  }
  const { crossing, status } = found;
  const { choice, problems } = readHistoryChoice(query, status.figures);
  const { calendar, problems: calendarProblems } = readCalendarChoice(query);
  const before = firstValue(query, "before");
  const moment = { asOf, known, at: status.at, choice };
  const [background, charts] = await Promise.all([
    loadBackground({ slug: crossing.id, ...moment, before }),
    loadCharts({ crossing, ...moment, calendar, locale }),
  ]);
  const lastFigureAt =
    background.series.claims.length > 0
      ? null
      : await findLastFigure(crossing.id, choice, status.at);
  const asked = asOf === undefined ? {} : { asOf, known };
  const earlier = await loadEarlier(status, asked);
  const to = pathsFor(locale);
  return (
    <ClientMessages namespaces={["crossing", "sentence", "reasons", "claims", "charts", "visit"]}>
      {asOf !== undefined && (
        <AsOfBar at={asOf} known={known} hrefFor={(other) => to.crossing(crossing.id, other)} />
      )}
      <QueryProblems
        problems={[...view.problems, ...problems, ...calendarProblems]}
        clearHref={to.crossing(crossing.id, asked)}
      />
      <CrossingBody
        {...found}
        {...background}
        earlier={earlier}
        view={asked}
        choice={choice}
        charts={charts}
        lastFigureAt={lastFigureAt}
        site={getRuntime().publicUrl}
        watch={
          asOf === undefined && sendsMail() ? (
            <MailForm crossing={crossing.id} action={requestAction} />
          ) : null
        }
      />
    </ClientMessages>
  );
}
