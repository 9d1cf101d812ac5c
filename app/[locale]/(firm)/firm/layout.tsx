import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { SignedIn } from "#app/[locale]/sign-in/signed-in.tsx";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { can } from "#server/domain/permissions.ts";
import { getRuntime } from "#server/runtime.ts";
import { FirmTabs } from "./firm-tabs.tsx";

interface FirmLayoutProps {
  readonly children: ReactNode;
  readonly params: Promise<{ locale: string }>;
}

/** What every page of a firm has: who is signed in, the firm's name, and its other pages. Each page asks for the right itself. */
export default async function FirmLayout({ children, params }: FirmLayoutProps) {
  const { locale: named } = await params;
  const locale = isLocale(named) ? named : DEFAULT_LOCALE;
  const actor = await getActor();
  if (actor === null || !can(actor, "firm.use")) return children;
  const firm = await getRuntime().caller(actor).firms.mine({});
  const t = await getTranslations({ locale, namespace: "firm.tabs" });
  const webhooks = await getTranslations({ locale, namespace: "webhooks" });
  const to = pathsFor(locale);
  const tabs = [
    { href: to.firm(), label: t("board") },
    { href: to.firmCorridors(), label: t("corridors") },
    { href: to.firmWebhooks(), label: webhooks("title") },
    { href: to.firmMembers(), label: t("members") },
  ];
  return (
    <ClientMessages namespaces={["firm", "auth"]}>
      <div className="page pb-16">
        <SignedIn actor={actor} />
        {firm !== null && (
          <>
            <p className="text-lg font-bold tracking-tight">
              <bdi>{firm.name}</bdi>
            </p>
            <FirmTabs label={t("label")} tabs={tabs} />
          </>
        )}
        {children}
      </div>
    </ClientMessages>
  );
}
