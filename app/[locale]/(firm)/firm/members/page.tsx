import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Section } from "#app/_components/crossing/section.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { PageRefused } from "#app/[locale]/page-refused.tsx";
import { canInFirm } from "#server/domain/firm.ts";
import { NoFirm } from "../no-firm.tsx";
import { openFirmPage } from "../open-firm-page.ts";
import { CloseForm } from "./close-form.tsx";
import { Ending } from "./ending.tsx";
import { FirmSettings } from "./firm-settings.tsx";
import { LeaveForm } from "./leave-form.tsx";
import { MemberForm } from "./member-form.tsx";
import { MemberList } from "./member-list.tsx";

interface MembersPageProps {
  readonly params: Promise<{ locale: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("firm.members"))("title") };
}

/** Who belongs to the firm, and its name and time zone; its owners change both. Last, how one leaves and how it is closed. */
export default async function MembersPage({ params }: MembersPageProps) {
  const page = await openFirmPage(params, (to) => to.firmMembers());
  if (page === null) return <PageRefused />;
  const { membership, caller } = page;
  if (membership === null) return <NoFirm />;
  const t = await getTranslations("firm.members");
  const ending = await getTranslations("firm.ending");
  const { firm, role } = await caller.firms.get({});
  const mayManage = canInFirm(role, "member.manage");
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader title={t("title")}>{t("intro")}</PageHeader>
      <MemberList firmId={firm.id} members={firm.members} mayManage={mayManage} />
      {mayManage ? (
        <>
          <Section id="add" title={t("addTitle")}>
            <MemberForm firmId={firm.id} />
          </Section>
          <Section id="settings" title={t("settingsTitle")}>
            <FirmSettings name={firm.name} timeZone={firm.timeZone} />
          </Section>
        </>
      ) : (
        <p className="pt-4 text-sm text-ink-soft">{t("viewer")}</p>
      )}
      <Ending title={ending("leaveTitle")}>
        <LeaveForm />
      </Ending>
      {canInFirm(role, "firm.close") && (
        <Ending title={ending("closeTitle")}>
          <CloseForm firmId={firm.id} name={firm.name} />
        </Ending>
      )}
    </div>
  );
}
