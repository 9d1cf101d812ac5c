import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { APP_NAMESPACES, appMetadata } from "../_app/app-metadata.ts";
import { ReportApp } from "../_app/report-app.tsx";

interface ShellPageProps {
  readonly params: Promise<{ locale: string }>;
}

export async function generateMetadata({ params }: ShellPageProps): Promise<Metadata> {
  return appMetadata((await params).locale);
}

/**
 * The report app without anybody in it: the same for everybody, so that a phone may keep it (public/sw.js). It is shown
 * at /report; this address is where the service worker fetches it, without cookies.
 */
export default async function ShellPage({ params }: ShellPageProps) {
  const { locale: named } = await params;
  setRequestLocale(isLocale(named) ? named : DEFAULT_LOCALE);
  const t = await getTranslations("field");
  return (
    <ClientMessages namespaces={APP_NAMESPACES}>
      <div className="page pb-16">
        <ReportApp homeOfPage={null}>
          <div className="mx-auto flex max-w-xl flex-col gap-4 py-8">
            <h1 className="text-2xl font-bold">{t("title")}</h1>
            <p className="text-ink-soft">{t("opening")}</p>
          </div>
        </ReportApp>
      </div>
    </ClientMessages>
  );
}
