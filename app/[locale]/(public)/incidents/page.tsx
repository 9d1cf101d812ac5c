import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { EmptyState } from "#app/_components/empty-state.tsx";
import { IncidentList } from "#app/_components/incident/incident-list.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { AsOfBar } from "#app/_components/shell/as-of-bar.tsx";
import { QueryProblems } from "#app/_components/shell/query-problems.tsx";
import { crossingName } from "#app/format/country.ts";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { readView, type SearchParams } from "#app/view-query.ts";
import { getRuntime } from "#server/runtime.ts";

interface IncidentsPageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: IncidentsPageProps): Promise<Metadata> {
  const { locale } = await params;
  const t = await getTranslations({
    locale: isLocale(locale) ? locale : DEFAULT_LOCALE,
    namespace: "incident",
  });
  return { title: t("title"), description: t("intro") };
}

/** Every incident, newest first, now or as known of at an instant. */
export default async function IncidentsPage({ params, searchParams }: IncidentsPageProps) {
  const { locale: named } = await params;
  const locale = isLocale(named) ? named : DEFAULT_LOCALE;
  setRequestLocale(locale);
  const { asOf, known, problems } = readView(await searchParams, getRuntime().now());
  const view = asOf === undefined ? {} : { asOf };
  const api = getRuntime().caller(null);
  const [{ incidents }, { crossings }] = await Promise.all([
    api.incidents.list(view),
    api.crossings.list({}),
  ]);
  const t = await getTranslations("incident");
  const to = pathsFor(locale);
  const names = new Map(
    crossings.map(({ crossing }) => [crossing.id, crossingName(locale, crossing)] as const),
  );
  return (
    <>
      {asOf !== undefined && <AsOfBar at={asOf} known={known} hrefFor={to.incidents} />}
      <QueryProblems problems={problems} clearHref={to.incidents(view)} />
      <div className="page pb-16">
        <PageHeader title={t("title")}>{t("intro")}</PageHeader>
        {incidents.length === 0 ? (
          <EmptyState title={asOf === undefined ? t("none") : t("noneYet")} />
        ) : (
          <IncidentList incidents={incidents} view={view} names={names} zone="UTC" />
        )}
      </div>
    </>
  );
}
