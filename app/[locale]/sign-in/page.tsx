import type { Metadata } from "next";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { AccountHint } from "#app/_client/account-hint.tsx";
import { Button, buttonClass } from "#app/_components/form/button.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { signOutAction } from "./actions.ts";
import { homePath } from "./home-path.ts";
import { returnPath } from "./return-path.ts";
import { SignInForm } from "./sign-in-form.tsx";

interface SignInPageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<{ to?: string | string[]; set?: string }>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("auth"))("title") };
}

export default async function SignInPage({ params, searchParams }: SignInPageProps) {
  const { locale: given } = await params;
  const locale = isLocale(given) ? given : DEFAULT_LOCALE;
  setRequestLocale(locale);
  const t = await getTranslations("auth");
  const query = await searchParams;
  const to = returnPath(query.to);
  const actor = await getActor();
  return (
    <div className="page pb-16">
      <AccountHint account={actor} />
      <PageHeader title={actor === null ? t("title") : t("signedInAs", { name: actor.name })}>
        {actor === null && to !== null && t("toGoOn")}
      </PageHeader>
      {actor === null ? (
        <ClientMessages namespaces={["auth"]}>
          {query.set === "password" && (
            <div className="max-w-md pb-5">
              <Notice kind="good">{t("passwordSet")}</Notice>
            </div>
          )}
          <SignInForm to={to} />
        </ClientMessages>
      ) : (
        <form action={signOutAction} className="flex flex-wrap gap-3">
          <input type="hidden" name="locale" value={locale} />
          <a href={to ?? homePath(actor.role, pathsFor(locale))} className={buttonClass("primary")}>
            {t("goOn")}
          </a>
          <Button type="submit">{t("signOut")}</Button>
        </form>
      )}
    </div>
  );
}
