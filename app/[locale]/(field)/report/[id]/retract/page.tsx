import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "#app/_components/page-header.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { SaidWords } from "#app/[locale]/(field)/report/own-reports.tsx";
import { SignedIn } from "#app/[locale]/sign-in/signed-in.tsx";
import { crossingName } from "#app/format/country.ts";
import { loadOwnVersion } from "../load-own-version.tsx";
import { Outdated } from "../outdated.tsx";
import { RetractForm } from "./retract-form.tsx";

interface RetractPageProps {
  readonly params: Promise<{ locale: string; id: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("retraction"))("title") };
}

/** Takes an own report back, with the reason. */
export default async function RetractPage({ params }: RetractPageProps) {
  const { id } = await params;
  const own = await loadOwnVersion(params, (to) => to.retract(id));
  if ("instead" in own) return own.instead;
  const { actor, locale, crossing, version, newestId } = own;
  const t = await getTranslations("retraction");
  return (
    <ClientMessages namespaces={["report", "correction", "retraction"]}>
      <div className="page pb-16">
        <SignedIn actor={actor} />
        <div className="mx-auto flex max-w-3xl flex-col gap-5">
          <PageHeader title={t("title")} kicker={crossingName(locale, crossing)}>
            {t("intro")}
          </PageHeader>
          <SaidWords claims={version.claims} crossing={crossing} />
          {newestId === null ? <RetractForm reportId={id} /> : <Outdated newestId={newestId} />}
        </div>
      </div>
    </ClientMessages>
  );
}
