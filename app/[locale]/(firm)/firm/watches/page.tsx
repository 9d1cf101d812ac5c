import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Section } from "#app/_components/crossing/section.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { PageRefused } from "#app/[locale]/page-refused.tsx";
import type { SearchParams } from "#app/view-query.ts";
import { canInFirm } from "#server/domain/firm.ts";
import { getRuntime } from "#server/runtime.ts";
import { NoFirm } from "../no-firm.tsx";
import { openFirmPage } from "../open-firm-page.ts";
import { DryRun } from "./dry-run.tsx";
import { loadSubjects, tryWish } from "./load-watches.ts";
import { WISH_FIELDS, type WishSource } from "./read-wish.ts";
import { SaveForm } from "./save-form.tsx";
import { WatchList } from "./watch-list.tsx";
import { WishForm } from "./wish-form.tsx";

interface WatchesPageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("watches.firm"))("title") };
}

/** The firm's watches, and a form for one: first what it would have sent in the past, then its name and channel. */
export default async function WatchesPage({ params, searchParams }: WatchesPageProps) {
  const page = await openFirmPage(params, (paths) => paths.firmWatches());
  if (page === null) return <PageRefused />;
  const { locale, to, membership, caller } = page;
  if (membership === null) return <NoFirm />;
  const t = await getTranslations("watches.firm");
  const query = await searchParams;
  const asked: WishSource = (name) => [query[name] ?? []].flat();
  const mayEdit = canInFirm(membership.role, "watch.edit");
  const [{ watches }, { groups, directions }, tried, { firm }, hooks] = await Promise.all([
    caller.watches.list({}),
    loadSubjects(page),
    tryWish(page, asked),
    caller.firms.get({}),
    mayEdit ? caller.webhooks.list({}) : { endpoints: [] },
  ]);
  const subjects = new Map(
    groups.flatMap((group) => group.subjects.map(({ value, label }) => [value, label] as const)),
  );
  const nameOf = (value: string) => subjects.get(value) ?? value;
  const wish = WISH_FIELDS.flatMap((name) => asked(name).map((value) => [name, value] as const));
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader title={t("title")}>{t("intro")}</PageHeader>
      <WatchList
        watches={watches.map(({ id, name, subject, rule, channel, told, parkedReason }) => ({
          id,
          name,
          about: [
            nameOf(Object.values(subject).join(":")),
            t(`kinds.${rule.kind}`),
            channel.kind === "email" ? t("email", { email: channel.email }) : t(channel.kind),
          ].join(" · "),
          feedUrl: channel.kind === "feed" ? getRuntime().watchFeeds.urlOf(id) : null,
          told,
          parkedReason,
        }))}
        mayEdit={mayEdit}
      />
      {!mayEdit && <p className="text-sm text-ink-soft">{t("viewer")}</p>}
      {mayEdit && (
        <Section id="watch" title={t("newTitle")}>
          <WishForm
            action={`${to.firmWatches()}#tried`}
            asked={asked}
            groups={groups}
            directions={directions}
            zone={membership.timeZone}
          />
        </Section>
      )}
      {mayEdit && tried !== null && (
        <Section id="tried" title={t("dryTitle")}>
          {"problems" in tried ? (
            <Notice kind="bad" role="alert" title={t("refused")}>
              {tried.problems.map((problem) => (
                <p key={problem} lang="en" dir="ltr">
                  {problem}
                </p>
              ))}
            </Notice>
          ) : (
            <>
              <DryRun run={tried.run} locale={locale} zone={membership.timeZone} />
              <h3 className="pt-4 text-lg font-bold">{t("saveTitle")}</h3>
              <SaveForm
                key={JSON.stringify(wish)}
                id={randomUUID()}
                name={nameOf(asked("subject")[0] ?? "")}
                wish={wish}
                channels={[
                  ...firm.members.map(({ email }) => ({
                    value: `email:${email}`,
                    label: t("email", { email }),
                  })),
                  ...hooks.endpoints.map(({ id, url }) => ({
                    value: `webhook:${id}`,
                    label: `${t("webhook")} ${url}`,
                  })),
                  { value: "feed", label: t("feed") },
                ]}
              />
            </>
          )}
        </Section>
      )}
    </div>
  );
}
