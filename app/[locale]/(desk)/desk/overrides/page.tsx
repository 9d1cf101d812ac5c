import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Section } from "#app/_components/crossing/section.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { SignedIn } from "#app/[locale]/sign-in/signed-in.tsx";
import { crossingName } from "#app/format/country.ts";
import { firstValue, type SearchParams } from "#app/view-query.ts";
import { DoneNotice } from "../done-notice.tsx";
import { openDeskPage } from "../open-desk-page.ts";
import { OverrideForm } from "./override-form.tsx";
import { OverrideList } from "./override-list.tsx";

interface OverridesPageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<SearchParams>;
}

const DONE = ["entered", "withdrawn", "refused"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("overrides"))("title") };
}

/** Levels that a person sets over the rules, and those that were set. */
export default async function OverridesPage({ params, searchParams }: OverridesPageProps) {
  const { locale, to, actor, caller } = await openDeskPage(params, {
    action: "alert.override",
    path: (paths) => paths.deskOverrides(),
  });
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
  const asked = firstValue(await searchParams, "done");
  const done = DONE.find((one) => one === asked);
  return (
    <ClientMessages namespaces={["overrides"]}>
      <div className="page pb-16">
        <SignedIn actor={actor} />
        <div className="mx-auto max-w-6xl">
          <PageHeader title={t("title")}>{t("intro")}</PageHeader>
          {done !== undefined && (
            <DoneNotice of={`${done} ${list.at}`}>{t(`done.${done}`)}</DoneNotice>
          )}
          <Section id="set" title={t("setTitle")}>
            <OverrideForm
              id={randomUUID()}
              crossings={crossings.map(({ id, label }) => ({ id, label }))}
            />
          </Section>
          <Section id="listed" title={t("listTitle")}>
            <OverrideList overrides={overrides} crossings={crossings} now={list.at} />
          </Section>
          <p className="pt-8">
            <a className="text-link" href={to.desk()}>
              {t("toDesk")}
            </a>
          </p>
        </div>
      </div>
    </ClientMessages>
  );
}
