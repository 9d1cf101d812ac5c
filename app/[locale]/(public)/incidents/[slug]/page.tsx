import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { Missing } from "#app/_components/crossing/missing.tsx";
import { nearestOf } from "#app/_components/crossing/nearest-crossings.ts";
import { IncidentBody } from "#app/_components/incident/incident-body.tsx";
import { AsOfBar } from "#app/_components/shell/as-of-bar.tsx";
import { QueryProblems } from "#app/_components/shell/query-problems.tsx";
import { DEFAULT_LOCALE, isLocale, type Locale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { readView, type SearchParams } from "#app/view-query.ts";
import { getRuntime } from "#server/runtime.ts";
import { findIncident, listIncidentCandidates, loadCrossingsThen } from "./load-incident.ts";

const SUGGESTIONS = 4;

interface IncidentPageProps {
  readonly params: Promise<{ locale: string; slug: string }>;
  readonly searchParams: Promise<SearchParams>;
}

async function readAddress({ params, searchParams }: IncidentPageProps) {
  const { locale: named, slug } = await params;
  const locale: Locale = isLocale(named) ? named : DEFAULT_LOCALE;
  const now = getRuntime().now();
  return { locale, slug, now, view: readView(await searchParams, now) };
}

export async function generateMetadata(props: IncidentPageProps): Promise<Metadata> {
  const { locale, slug, view } = await readAddress(props);
  const incident = await findIncident(slug, view.asOf);
  if (incident !== null) return { title: incident.title, description: incident.summary };
  const t = await getTranslations({ locale, namespace: "incident.notFound" });
  return { title: t("title", { slug }), robots: { index: false } };
}

/** One incident: what happened, where, and what each claimant says of the harm. */
export default async function IncidentPage(props: IncidentPageProps) {
  const { locale, slug, now, view } = await readAddress(props);
  setRequestLocale(locale);
  const { asOf, known, problems } = view;
  const to = pathsFor(locale);
  const incident = await findIncident(slug, asOf);
  if (incident === null) {
    getRuntime().pageStatus.missing();
    return <IncidentMissing slug={slug} locale={locale} />;
  }
  const crossings = await loadCrossingsThen(incident, now);
  const asked = asOf === undefined ? {} : { asOf };
  return (
    <>
      {asOf !== undefined && (
        <AsOfBar at={asOf} known={known} hrefFor={(other) => to.incident(slug, other)} />
      )}
      <QueryProblems problems={problems} clearHref={to.incident(slug, asked)} />
      <IncidentBody incident={incident} crossings={crossings} view={asked} />
    </>
  );
}

async function IncidentMissing({
  slug,
  locale,
}: {
  readonly slug: string;
  readonly locale: Locale;
}) {
  const t = await getTranslations("incident.notFound");
  const to = pathsFor(locale);
  const nearest = nearestOf(slug, await listIncidentCandidates(), SUGGESTIONS);
  return (
    <Missing
      title={t("title", { slug })}
      text={t("text")}
      nearestTitle={t("nearest")}
      nearest={nearest.map(({ id, names }) => ({
        href: to.incident(id),
        name: <bdi lang="en">{names.join()}</bdi>,
      }))}
      back={{ href: to.incidents(), text: t("back") }}
    />
  );
}
