import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Section } from "#app/_components/crossing/section.tsx";
import { EmptyState } from "#app/_components/empty-state.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { PageRefused } from "#app/[locale]/page-refused.tsx";
import { canInFirm } from "#server/domain/firm.ts";
import { NoFirm } from "../no-firm.tsx";
import { openFirmPage } from "../open-firm-page.ts";
import { AddForm } from "./add-form.tsx";
import { ManageWebhook } from "./manage-webhook.tsx";
import { WebhookItem } from "./webhook-item.tsx";

interface WebhooksPageProps {
  readonly params: Promise<{ locale: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("webhooks"))("title") };
}

/** The systems of the firm that are told, how each does, and a form for one more. */
export default async function WebhooksPage({ params }: WebhooksPageProps) {
  const page = await openFirmPage(params, (paths) => paths.firmWebhooks());
  if (page === null) return <PageRefused />;
  const { to, membership, caller } = page;
  if (membership === null) return <NoFirm />;
  const t = await getTranslations("webhooks");
  const [{ at, endpoints }, { firm }] = await Promise.all([
    caller.webhooks.list({}),
    caller.firms.get({}),
  ]);
  const mayEdit = canInFirm(membership.role, "watch.edit");
  return (
    <ClientMessages namespaces={["firm", "auth", "webhooks"]}>
      <div className="mx-auto max-w-4xl">
        <PageHeader title={t("title")}>{t("intro")}</PageHeader>
        {firm.privateNetworks.length > 0 && (
          <p className="pb-4 text-sm">
            {t("ownNetwork")} <bdi dir="ltr">{firm.privateNetworks.join(", ")}</bdi>
          </p>
        )}
        {endpoints.length === 0 && <EmptyState title={t("noneTitle")}>{t("noneText")}</EmptyState>}
        {endpoints.length > 0 && (
          <ul className="border-t border-line">
            {endpoints.map((endpoint) => (
              <WebhookItem
                key={endpoint.id}
                webhook={endpoint}
                reference={at}
                zone={membership.timeZone}
                logHref={to.firmWebhookLog(endpoint.id)}
              >
                {mayEdit && (
                  <ManageWebhook
                    id={endpoint.id}
                    url={endpoint.url}
                    host={new URL(endpoint.url).host}
                    eventTypes={endpoint.eventTypes}
                    isDisabled={endpoint.disabled !== null}
                    hasFailed={endpoint.failed > 0}
                    testId={randomUUID()}
                  />
                )}
              </WebhookItem>
            ))}
          </ul>
        )}
        {mayEdit ? (
          <Section id="add" title={t("addTitle")}>
            <AddForm id={randomUUID()} />
          </Section>
        ) : (
          <p className="pt-4 text-sm text-ink-soft">{t("viewer")}</p>
        )}
      </div>
    </ClientMessages>
  );
}
