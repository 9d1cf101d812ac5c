import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Section } from "#app/_components/crossing/section.tsx";
import { EmptyState } from "#app/_components/empty-state.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { PageRefused } from "#app/[locale]/page-refused.tsx";
import { SignedIn } from "#app/[locale]/sign-in/signed-in.tsx";
import { can } from "#server/domain/permissions.ts";
import { getRuntime } from "#server/runtime.ts";
import { openDeskPage } from "../open-desk-page.ts";
import { BringForm } from "./bring-form.tsx";
import { FollowImports } from "./follow-imports.tsx";
import { ImportItem } from "./import-item.tsx";

interface ImportsPageProps {
  readonly params: Promise<{ locale: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("imports"))("title") };
}

/** Files of reports and crossings: brought, checked, applied. */
export default async function ImportsPage({ params }: ImportsPageProps) {
  const opened = await openDeskPage(params, {
    action: "report.import",
    path: (paths) => paths.deskImports(),
  });
  if (opened === null) return <PageRefused />;
  const { actor, caller } = opened;
  const t = await getTranslations("imports");
  const { imports } = await caller.imports.list({});
  const [newest] = imports;
  const { problems } =
    newest !== undefined && newest.bad > 0
      ? await caller.imports.problems({ id: newest.id })
      : { problems: [] };
  const isReading = imports.some(({ state }) => state === "checking" || state === "applying");
  const now = getRuntime().now();
  return (
    <ClientMessages namespaces={["imports"]}>
      <div className="page pb-16">
        <SignedIn actor={actor} />
        <div className="mx-auto max-w-5xl">
          <PageHeader title={t("title")}>{t("intro")}</PageHeader>
          {isReading && <FollowImports />}
          <Section id="bring" title={t("bringTitle")}>
            <BringForm
              kinds={can(actor, "crossing.manage") ? ["reports", "crossings"] : ["reports"]}
            />
          </Section>
          <Section id="listed" title={t("listTitle")}>
            {imports.length === 0 ? (
              <EmptyState title={t("none")} />
            ) : (
              <ul>
                {imports.map((item) => (
                  <ImportItem
                    key={item.id}
                    item={item}
                    problems={item.id === newest?.id ? problems : []}
                    now={now}
                  />
                ))}
              </ul>
            )}
          </Section>
        </div>
      </div>
    </ClientMessages>
  );
}
