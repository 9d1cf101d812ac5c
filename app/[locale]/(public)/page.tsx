import type { Metadata } from "next";
import { headers } from "next/headers";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { VISIT_SCRIPT } from "#app/_client/visit/visit-script.ts";
import { readBoardQuery } from "#app/_components/overview/board-query.ts";
import { Overview, placesOf } from "#app/_components/overview/overview.tsx";
import { AsOfBar } from "#app/_components/shell/as-of-bar.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { QueryProblems } from "#app/_components/shell/query-problems.tsx";
import { TextVersion } from "#app/_components/shell/text-version.tsx";
import { exerciseTitle } from "#app/[locale]/exercise-title.ts";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { readView, type SearchParams } from "#app/view-query.ts";
import { getRuntime } from "#server/runtime.ts";

interface OverviewPageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: OverviewPageProps): Promise<Metadata> {
  const { locale } = await params;
  const t = await getTranslations({
    locale: isLocale(locale) ? locale : DEFAULT_LOCALE,
    namespace: "shell",
  });
  const absolute = await exerciseTitle(locale, `${t("name")} · ${t("tagline")}`);
  return { title: { absolute } };
}

/** What is open for whom, everywhere, now or as of an instant. */
export default async function OverviewPage({ params, searchParams }: OverviewPageProps) {
  const { locale: named } = await params;
  const locale = isLocale(named) ? named : DEFAULT_LOCALE;
  setRequestLocale(locale);
  const query = await searchParams;
  const { asOf, known, problems } = readView(query, getRuntime().now());
  const view = asOf === undefined ? {} : { asOf, known };
  const list = await getRuntime().caller(null).crossings.list(view);
  const places = placesOf(list.crossings);
  const board = readBoardQuery(query, places);
  const to = pathsFor(locale);
  const nonce = (await headers()).get("x-nonce") ?? undefined;
  return (
    <ClientMessages namespaces={["overview", "reasons", "visit"]}>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours, see visit-script.ts */}
      <script nonce={nonce} dangerouslySetInnerHTML={{ __html: VISIT_SCRIPT }} />
      {asOf !== undefined && <AsOfBar at={asOf} known={known} />}
      <QueryProblems problems={[...problems, ...board.problems]} clearHref={to.overview(view)} />
      <div className="page pb-16">
        <Overview
          rows={list.crossings}
          places={places}
          q={board.query.q}
          view={view}
          reference={list.at}
        />
        <TextVersion href={to.lite(undefined, view)} />
      </div>
    </ClientMessages>
  );
}
