import type { Metadata } from "next";
import { forbidden, redirect } from "next/navigation";
import { getTranslations, setRequestLocale } from "next-intl/server";
import { EmptyState } from "#app/_components/empty-state.tsx";
import { buttonClass } from "#app/_components/form/button.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { SignedIn } from "#app/[locale]/sign-in/signed-in.tsx";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import { pathsFor } from "#app/paths.ts";
import { firstValue, type SearchParams } from "#app/view-query.ts";
import { getActor } from "#server/auth/get-actor.ts";
import { can } from "#server/domain/permissions.ts";
import { getRuntime } from "#server/runtime.ts";
import { DECISIONS } from "./decisions.ts";
import { DoneNotice } from "./done-notice.tsx";
import { Newcomers } from "./newcomers.tsx";
import { laneTurns, orderQueue } from "./order-queue.ts";
import { QueueItem } from "./queue-item.tsx";

interface DeskPageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk"))("title") };
}

/** What waits for a decision, the most urgent first. */
export default async function DeskPage({ params, searchParams }: DeskPageProps) {
  const { locale: named } = await params;
  const locale = isLocale(named) ? named : DEFAULT_LOCALE;
  setRequestLocale(locale);
  const to = pathsFor(locale);
  const actor = await getActor();
  if (actor === null) redirect(to.signIn(to.desk()));
  if (!can(actor, "report.review")) forbidden();
  const t = await getTranslations("desk");
  const caller = getRuntime().caller(actor);
  const [queue, list] = await Promise.all([caller.desk.queue({}), caller.crossings.list({})]);
  const rows = new Map(list.crossings.map((row) => [row.crossing.id, row]));
  const lines = queue.items.flatMap(({ crossingId, source, ...item }) => {
    const row = rows.get(crossingId);
    if (row === undefined) return [];
    const { crossing, status } = row;
    const turns = laneTurns(item.claims, status);
    return [{ ...item, crossing, status, pseudonym: source.name, turns }];
  });
  const decided = firstValue(await searchParams, "done");
  const done = DECISIONS.find((one) => one === decided);
  return (
    <ClientMessages namespaces={["desk"]}>
      <div className="page pb-16">
        <SignedIn actor={actor} />
        <div className="mx-auto max-w-6xl">
          <PageHeader title={t("title")}>{t("waiting", { count: lines.length })}</PageHeader>
          {done !== undefined && (
            <DoneNotice of={`${done} ${list.at}`}>{t(`done.${done}`)}</DoneNotice>
          )}
          <Newcomers shownIds={queue.items.map(({ id }) => id)} href={to.desk()} />
          {lines.length === 0 ? (
            <EmptyState
              title={t("empty")}
              action={
                <a href={to.desk()} className={buttonClass()}>
                  {t("refresh")}
                </a>
              }
            >
              {t("emptyText")}
            </EmptyState>
          ) : (
            <ol>
              {orderQueue(lines).map((item) => (
                <QueueItem key={item.id} item={item} reference={list.at} />
              ))}
            </ol>
          )}
        </div>
      </div>
    </ClientMessages>
  );
}
