import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Section } from "#app/_components/crossing/section.tsx";
import { EmptyState } from "#app/_components/empty-state.tsx";
import { OfName } from "#app/_components/of-name.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { openDeskPage } from "#app/[locale]/(desk)/desk/open-desk-page.ts";
import { CloseForm } from "#app/[locale]/(firm)/firm/members/close-form.tsx";
import { Ending } from "#app/[locale]/(firm)/firm/members/ending.tsx";
import { MemberForm } from "#app/[locale]/(firm)/firm/members/member-form.tsx";
import { MemberList } from "#app/[locale]/(firm)/firm/members/member-list.tsx";
import { PageRefused } from "#app/[locale]/page-refused.tsx";
import { SignedIn } from "#app/[locale]/sign-in/signed-in.tsx";
import { AddFirmForm } from "./add-firm-form.tsx";
import { NetworksForm } from "./networks-form.tsx";

interface FirmsPageProps {
  readonly params: Promise<{ locale: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("firm.admin"))("title") };
}

/** Every firm, for admins: who belongs to it, which network is its own, how it is closed, and a form for one more. */
export default async function FirmsPage({ params }: FirmsPageProps) {
  const opened = await openDeskPage(params, {
    action: "firm.manage",
    path: (paths) => paths.firms(),
  });
  if (opened === null) return <PageRefused />;
  const { to, actor, caller } = opened;
  const t = await getTranslations("firm.admin");
  const networks = await getTranslations("firm.networks");
  const ending = await getTranslations("firm.ending");
  const { firms } = await caller.firms.list({});
  return (
    <ClientMessages namespaces={["firm"]}>
      <div className="page pb-16">
        <SignedIn actor={actor} />
        <div className="mx-auto max-w-4xl">
          <PageHeader title={t("title")}>{t("intro")}</PageHeader>
          <p>
            <a className="text-link inline-flex min-h-11 items-center" href={to.accounts()}>
              {t("toAccounts")}
            </a>
          </p>
          <Section id="add-firm" title={t("addTitle")}>
            <AddFirmForm key={firms.length} id={randomUUID()} />
          </Section>
          {firms.length === 0 && (
            <div className="pt-8">
              <EmptyState title={t("none")} />
            </div>
          )}
          {firms.map((firm) => (
            <Section
              key={firm.id}
              id={`firm-${firm.id}`}
              title={<bdi>{firm.name}</bdi>}
              intro={<bdi dir="ltr">{firm.timeZone}</bdi>}
            >
              <MemberList firmId={firm.id} members={firm.members} mayManage />
              <details>
                <summary className="text-link inline-flex min-h-11 cursor-pointer items-center">
                  {t("addMember")}
                  <OfName name={firm.name} />
                </summary>
                <MemberForm firmId={firm.id} />
              </details>
              <details>
                <summary className="text-link inline-flex min-h-11 cursor-pointer items-center">
                  {networks("title")}
                  <OfName name={firm.name} />
                </summary>
                <NetworksForm firmId={firm.id} networks={firm.privateNetworks} />
              </details>
              <Ending title={ending("closeTitle")} of={firm.name}>
                <CloseForm firmId={firm.id} name={firm.name} />
              </Ending>
            </Section>
          ))}
        </div>
      </div>
    </ClientMessages>
  );
}
