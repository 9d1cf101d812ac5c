import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { z } from "zod";
import { PageHeader } from "#app/_components/page-header.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { NoFirm } from "#app/[locale]/(firm)/firm/no-firm.tsx";
import { type FirmPage, openFirmPage } from "#app/[locale]/(firm)/firm/open-firm-page.ts";
import { PageAbsent } from "#app/[locale]/page-absent.tsx";
import { PageRefused } from "#app/[locale]/page-refused.tsx";
import { firstValue, type SearchParams } from "#app/view-query.ts";
import { findRefusal } from "#server/api/errors.ts";
import { canInFirm } from "#server/domain/firm.ts";
import { NoticeItem } from "./notice-item.tsx";
import { ReplayForm } from "./replay-form.tsx";

interface LogPageProps {
  readonly params: Promise<{ locale: string; endpointId: string }>;
  readonly searchParams: Promise<SearchParams>;
}

const PAGE_SIZE = 50;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("webhooks"))("logTitle") };
}

async function readLog(
  { caller }: FirmPage,
  query: { readonly endpointId: string; readonly before: string | null },
) {
  const isId = z.uuid().safeParse(query.endpointId).success;
  if (!isId) return null;
  const before = z.uuid().safeParse(query.before).data ?? null;
  try {
    return await caller.webhooks.log({ endpointId: query.endpointId, before, limit: PAGE_SIZE });
  } catch (error) {
    if (findRefusal(error)?.code === "not_found") return null;
    throw error;
  }
}

/** What one webhook was sent, and what it answered. */
export default async function LogPage({ params, searchParams }: LogPageProps) {
  const { endpointId } = await params;
  const page = await openFirmPage(params, (paths) => paths.firmWebhookLog(endpointId));
  if (page === null) return <PageRefused />;
  const { to, membership } = page;
  if (membership === null) return <NoFirm />;
  const before = firstValue(await searchParams, "before") ?? null;
  const log = await readLog(page, { endpointId, before });
  if (log === null) return <PageAbsent />;
  const { at, notices } = log;
  const t = await getTranslations("webhooks");
  const mayEdit = canInFirm(membership.role, "watch.edit");
  const last = notices.at(-1);
  return (
    <ClientMessages namespaces={["firm", "auth", "webhooks"]}>
      <div className="mx-auto max-w-4xl">
        <PageHeader title={t("logTitle")}>{t("logIntro")}</PageHeader>
        <a href={to.firmWebhooks()} className="text-link inline-flex min-h-11 items-center">
          {t("back")}
        </a>
        {notices.length === 0 && <p className="py-4 text-ink-soft">{t("logNone")}</p>}
        <ul className="border-t border-line">
          {notices.map((notice) => (
            <NoticeItem key={notice.id} notice={notice} reference={at} zone={membership.timeZone}>
              {mayEdit && notice.state !== "waiting" && (
                <ReplayForm endpointId={endpointId} noticeId={notice.id} />
              )}
            </NoticeItem>
          ))}
        </ul>
        {notices.length === PAGE_SIZE && last !== undefined && (
          <a
            href={to.firmWebhookLog(endpointId, { before: last.id })}
            className="text-link inline-flex min-h-11 items-center"
          >
            {t("older")}
          </a>
        )}
      </div>
    </ClientMessages>
  );
}
