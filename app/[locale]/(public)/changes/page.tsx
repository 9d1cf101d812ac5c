import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { ChangeLog } from "#app/_components/changes/change-log.tsx";
import { LogForm } from "#app/_components/changes/log-form.tsx";
import { EmptyState } from "#app/_components/empty-state.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { AsOfBar } from "#app/_components/shell/as-of-bar.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { QueryProblems } from "#app/_components/shell/query-problems.tsx";
import { apiPaths } from "#app/api-paths.ts";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { readView, type SearchParams } from "#app/view-query.ts";
import { getRuntime } from "#server/runtime.ts";
import { loadLog } from "./load-log.ts";

interface ChangesPageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata({ params }: ChangesPageProps): Promise<Metadata> {
  const { locale } = await params;
  const t = await getTranslations({
    locale: isLocale(locale) ? locale : DEFAULT_LOCALE,
    namespace: "changes",
  });
  return { title: t("pageTitle"), description: t("pageIntro") };
}

/** What changed and what was corrected, for everybody: newest first, one crossing or all. */
export default async function ChangesPage({ params, searchParams }: ChangesPageProps) {
  const { locale: named } = await params;
  const locale = isLocale(named) ? named : DEFAULT_LOCALE;
  setRequestLocale(locale);
  const now = getRuntime().now();
  const query = await searchParams;
  const { asOf, known, problems } = readView(query, now);
  const view = asOf === undefined ? {} : { asOf };
  const log = await loadLog({ query, locale, asOf });
  const t = await getTranslations("changes");
  const to = pathsFor(locale);
  const asked = { crossing: log.chosen, kind: log.kind };
  const link = "text-link inline-flex min-h-11 items-center font-semibold";
  return (
    <ClientMessages namespaces={["visit"]}>
      {asOf !== undefined && (
        <AsOfBar at={asOf} known={known} hrefFor={(other) => to.changes(other, asked)} />
      )}
      <QueryProblems problems={[...problems, ...log.problems]} clearHref={to.changes(view)} />
      <div className="page pb-16">
        <PageHeader title={t("pageTitle")}>{t("pageIntro")}</PageHeader>
        <LogForm
          crossings={log.crossings}
          chosen={log.chosen}
          isCorrections={log.kind !== undefined}
          view={view}
        />
        {log.lines.length === 0 ? (
          <EmptyState title={log.kind === undefined ? t("logEmpty") : t("logNoCorrections")} />
        ) : (
          <ChangeLog lines={log.lines} view={view} reference={asOf ?? now} />
        )}
        <p className="flex flex-wrap gap-x-6 pt-6">
          {log.next !== null && (
            <a className={link} href={to.changes(view, { ...asked, before: log.next })}>
              {t("older")}
            </a>
          )}
          {log.isPaged && (
            <a className={link} href={to.changes(view, asked)}>
              {t("newest")}
            </a>
          )}
          <a className={link} href={apiPaths.changesFeed()}>
            {t("feed")}
          </a>
        </p>
      </div>
    </ClientMessages>
  );
}
