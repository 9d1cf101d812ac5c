import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { EmptyState } from "#app/_components/empty-state.tsx";
import { buttonClass } from "#app/_components/form/button.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { openDeskPage } from "#app/[locale]/(desk)/desk/open-desk-page.ts";
import { PageRefused } from "#app/[locale]/page-refused.tsx";
import { SignedIn } from "#app/[locale]/sign-in/signed-in.tsx";
import { firstValue, type SearchParams } from "#app/view-query.ts";
import { can } from "#server/domain/permissions.ts";
import { Approved } from "./approved.tsx";
import { DECISIONS } from "./decisions.ts";
import { DeskQueue } from "./desk-queue.tsx";
import { DoneNotice } from "./done-notice.tsx";
import { DueWords } from "./due-words.tsx";
import { loadDesk } from "./load-desk.ts";
import { QueueItem } from "./queue-item.tsx";
import { Unseen } from "./unseen.tsx";

interface DeskPageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<SearchParams>;
}

/** Reports that are drawn at once: more make a page heavy, and nobody reads so many. */
const SHOWN = 25;
const MAX_SHOWN = 500;
const DONE = [...DECISIONS, "seen", "retracted", "held", "tooLate"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("desk"))("title") };
}

/** What waits for a decision, the most urgent first. */
export default async function DeskPage({ params, searchParams }: DeskPageProps) {
  const opened = await openDeskPage(params, {
    action: "report.review",
    path: (paths) => paths.desk(),
  });
  if (opened === null) return <PageRefused />;
  const { to, actor } = opened;
  const t = await getTranslations("desk");
  const [announced, overrides] = await Promise.all([
    getTranslations("announcements"),
    getTranslations("overrides"),
  ]);
  const query = await searchParams;
  const asked = Number(firstValue(query, "show"));
  const limit = Number.isInteger(asked) && asked > SHOWN ? Math.min(asked, MAX_SHOWN) : SHOWN;
  const desk = await loadDesk(actor, limit);
  const decided = firstValue(query, "done");
  const done = DONE.find((one) => one === decided);
  // Approved and not public yet is no "published"; once it is public the notice says that.
  const due =
    done === "published"
      ? desk.approved.find(({ id }) => id === firstValue(query, "report"))
      : undefined;
  const left = desk.total - desk.lines.length;
  return (
    <ClientMessages namespaces={["desk", "photos"]}>
      <div className="page pb-16">
        <SignedIn actor={actor} />
        <div className="mx-auto max-w-6xl">
          <PageHeader title={t("title")}>{t("waiting", { count: desk.total })}</PageHeader>
          <p className="flex flex-wrap gap-x-6">
            <a
              className="text-link inline-flex min-h-11 items-center"
              href={to.deskAnnouncements()}
            >
              {announced("title")}
            </a>
            <a className="text-link inline-flex min-h-11 items-center" href={to.deskOverrides()}>
              {overrides("title")}
            </a>
          </p>
          {can(actor, "setting.manage") && (
            <p className="pb-4">
              <a className="text-link inline-flex min-h-11 items-center" href={to.deskTrust()}>
                {t("trust.link")}
              </a>
            </p>
          )}
          {done !== undefined && (
            <DoneNotice of={`${done} ${firstValue(query, "report")}`}>
              {due === undefined ? (
                t(`done.${done}`)
              ) : (
                <DueWords
                  item={due}
                  zone={desk.crossings.get(due.crossingId)?.crossing.sides[0].zone}
                />
              )}
            </DoneNotice>
          )}
          <DeskQueue
            version={desk.version}
            decidedId={done === undefined ? null : (firstValue(query, "report") ?? null)}
            waitingIds={desk.waitingIds}
            entries={desk.lines.map((line) => ({
              id: line.item.id,
              content: <QueueItem {...line} messageId={randomUUID()} reference={desk.at} />,
            }))}
          />
          {desk.total === 0 && (
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
          )}
          {left > 0 && (
            <p className="flex flex-wrap items-center gap-3 border-t border-line-strong pt-6">
              {t("left", { count: left })}
              <a href={to.desk({ show: limit + SHOWN })} className={buttonClass()}>
                {t("showMore")}
              </a>
            </p>
          )}
          <Approved items={desk.approved} crossings={desk.crossings} reference={desk.at} />
          <Unseen items={desk.unseen} crossings={desk.crossings} reference={desk.at} />
        </div>
      </div>
    </ClientMessages>
  );
}
