import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "#app/_components/page-header.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { PageRefused } from "#app/[locale]/page-refused.tsx";
import { SignedIn } from "#app/[locale]/sign-in/signed-in.tsx";
import { can } from "#server/domain/permissions.ts";
import { openReporterPage } from "../report-context.ts";
import { RelayForm } from "./relay-form.tsx";

interface RelayPageProps {
  readonly params: Promise<{ locale: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("relay"))("title") };
}

/** Where one person enters the code of another's report. */
export default async function RelayPage({ params }: RelayPageProps) {
  const opened = await openReporterPage(params, (to) => to.relay());
  if (opened === null) return <PageRefused />;
  const { actor, caller } = opened;
  const t = await getTranslations("relay");
  const { crossings } = await caller.crossings.list({});
  const mine = crossings.filter(({ crossing }) =>
    can(actor, "report.submit", { crossingId: crossing.id }),
  );
  const countries = [
    ...new Set(mine.flatMap(({ crossing }) => crossing.sides.map((side) => side.country))),
  ];
  return (
    <ClientMessages namespaces={["relay", "crossing", "claims"]}>
      <div className="page pb-16">
        <SignedIn actor={actor} />
        <div className="mx-auto max-w-3xl">
          <PageHeader title={t("title")}>{t("intro")}</PageHeader>
          <RelayForm countries={countries} />
        </div>
      </div>
    </ClientMessages>
  );
}
