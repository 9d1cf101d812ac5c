import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { buttonClass } from "#app/_components/form/button.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { actionContext } from "#server/auth/action-context.ts";
import { findLink } from "#server/services/accounts/links.ts";
import { WelcomeForm } from "./welcome-form.tsx";

interface WelcomePageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<{ token?: string | string[] }>;
}

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("auth");
  // The address holds a secret, for us alone. Not `no-referrer`: browsers then post forms with `Origin: null`, which
  // Next refuses.
  return { title: t("welcome.title"), referrer: "same-origin", robots: { index: false } };
}

/** Where a one-time link leads: the first admin is made here, and passwords are chosen. */
export default async function WelcomePage({ params, searchParams }: WelcomePageProps) {
  const { locale: given } = await params;
  const locale = isLocale(given) ? given : DEFAULT_LOCALE;
  setRequestLocale(locale);
  const t = await getTranslations("auth");
  const { token } = await searchParams;
  const { database, now } = actionContext(null);
  const link = typeof token === "string" ? await findLink(database, token, now) : null;
  if (link === null || typeof token !== "string") {
    return (
      <div className="page pb-16">
        <PageHeader title={t("spent.title")}>{t("spent.text")}</PageHeader>
        <a href={pathsFor(locale).signIn()} className={buttonClass("primary")}>
          {t("signIn")}
        </a>
      </div>
    );
  }
  const isFirst = link.purpose === "first_admin";
  return (
    <div className="page pb-16">
      <PageHeader title={isFirst ? t("welcome.firstTitle") : t("welcome.passwordTitle")}>
        {isFirst ? t("welcome.firstText") : t("welcome.passwordText")}
      </PageHeader>
      <ClientMessages namespaces={["auth"]}>
        <WelcomeForm token={token} accountEmail={link.email} />
      </ClientMessages>
    </div>
  );
}
