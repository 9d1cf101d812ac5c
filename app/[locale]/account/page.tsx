import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { Section } from "#app/_components/crossing/section.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { SignedIn } from "#app/[locale]/sign-in/signed-in.tsx";
import { apiPaths } from "#app/api-paths.ts";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { firstValue, type SearchParams } from "#app/view-query.ts";
import { getActor, getSessionId } from "#server/auth/get-actor.ts";
import { scopesFor } from "#server/domain/permissions.ts";
import { getRuntime } from "#server/runtime.ts";
import { KeyForm } from "./key-form.tsx";
import { OwnKeys } from "./own-keys.tsx";
import { OwnSessions } from "./own-sessions.tsx";
import { SecondStep } from "./second-step.tsx";

interface AccountPageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("account"))("title") };
}

/** One's own account: where one is signed in, and the second step. */
export default async function AccountPage({ params, searchParams }: AccountPageProps) {
  const { locale: named } = await params;
  const locale = isLocale(named) ? named : DEFAULT_LOCALE;
  setRequestLocale(locale);
  const to = pathsFor(locale);
  const actor = await getActor();
  if (actor === null) redirect(to.signIn(to.account()));
  const t = await getTranslations("account");
  const caller = getRuntime().caller(actor);
  const keyWords = await getTranslations("apiKeys");
  const [{ at, sessions }, { keys }, step, here] = await Promise.all([
    caller.accounts.sessions({}),
    caller.keys.list({}),
    caller.accounts.secondStep({}),
    getSessionId(),
  ]);
  const done = firstValue(await searchParams, "done");
  return (
    <ClientMessages namespaces={["auth", "account", "apiKeys"]}>
      <div className="page pb-16">
        <SignedIn actor={actor} />
        <div className="mx-auto max-w-3xl">
          <PageHeader title={t("title")}>{actor.name}</PageHeader>
          {done === "ended" && <Notice kind="good">{t("sessions.ended")}</Notice>}
          {done === "key" && <Notice kind="good">{keyWords("revoked")}</Notice>}
          {done === "others" && <Notice kind="good">{t("sessions.othersEnded")}</Notice>}
          <Section id="sessions" title={t("sessions.title")}>
            <OwnSessions sessions={sessions} hereId={here} reference={at} />
          </Section>
          <Section id="keys" title={keyWords("title")} intro={keyWords("text")}>
            <p>
              <a href={apiPaths.docs()} className="text-link inline-flex min-h-11 items-center">
                {keyWords("docs")}
              </a>
            </p>
            <OwnKeys keys={keys} reference={at} />
            <KeyForm scopes={scopesFor(actor.role)} />
          </Section>
          <Section id="second-step" title={t("step.title")}>
            <SecondStep isOn={step.isOn} recoveryCodesLeft={step.recoveryCodesLeft} />
          </Section>
        </div>
      </div>
    </ClientMessages>
  );
}
