import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Section } from "#app/_components/crossing/section.tsx";
import { PageRefused } from "#app/[locale]/page-refused.tsx";
import { crossingName } from "#app/format/country.ts";
import type { SearchParams } from "#app/view-query.ts";
import { openDeskPage } from "../open-desk-page.ts";
import { PlannedPage } from "../planned-page.tsx";
import { OverrideForm } from "./override-form.tsx";
import { OverrideList } from "./override-list.tsx";

interface OverridesPageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("overrides"))("title") };
}

/** Levels that a person sets over the rules, and those that were set. */
export default async function OverridesPage({ params, searchParams }: OverridesPageProps) {
  const opened = await openDeskPage(params, {
    action: "alert.override",
    path: (paths) => paths.deskOverrides(),
  });
  if (opened === null) return <PageRefused />;
  const { locale, to, actor, caller } = opened;
  const t = await getTranslations("overrides");
  const [{ overrides }, list] = await Promise.all([
    caller.alerts.overrides({}),
    caller.crossings.list({}),
  ]);
  const crossings = list.crossings.map(({ crossing }) => ({
    id: crossing.id,
    label: crossingName(locale, crossing),
    zone: crossing.sides[0].zone,
  }));
  return (
    <PlannedPage
      namespace="overrides"
      actor={actor}
      to={to}
      query={await searchParams}
      at={list.at}
    >
      <Section id="set" title={t("setTitle")}>
        <OverrideForm
          id={randomUUID()}
          crossings={crossings.map(({ id, label }) => ({ id, label }))}
        />
      </Section>
      <Section id="listed" title={t("listTitle")}>
        <OverrideList overrides={overrides} crossings={crossings} now={list.at} />
      </Section>
    </PlannedPage>
  );
}
