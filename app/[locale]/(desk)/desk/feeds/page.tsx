import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Section } from "#app/_components/crossing/section.tsx";
import { EmptyState } from "#app/_components/empty-state.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { ClientMessages } from "#app/_components/shell/client-messages.tsx";
import { PageRefused } from "#app/[locale]/page-refused.tsx";
import { SignedIn } from "#app/[locale]/sign-in/signed-in.tsx";
import { firstValue, type SearchParams } from "#app/view-query.ts";
import { DoneNotice } from "../done-notice.tsx";
import { openDeskPage } from "../open-desk-page.ts";
import { FeedForm } from "./feed-form.tsx";
import { FeedItem } from "./feed-item.tsx";
import { feedValues } from "./read-feed-form.ts";

interface FeedsPageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<SearchParams>;
}

const DONE = ["added", "changed", "taken"] as const;

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("feeds"))("title") };
}

/** Sources that are a URL: how each is, new ones, and the change of one. */
export default async function FeedsPage({ params, searchParams }: FeedsPageProps) {
  const opened = await openDeskPage(params, {
    action: "source.manage",
    path: (paths) => paths.deskFeeds(),
  });
  if (opened === null) return <PageRefused />;
  const { to, actor, caller } = opened;
  const t = await getTranslations("feeds");
  const { at, feeds } = await caller.feeds.list({});
  const query = await searchParams;
  const asked = firstValue(query, "done");
  const edited = feeds.find(({ id }) => id === firstValue(query, "edit"));
  const done = DONE.find((one) => one === asked);
  return (
    <ClientMessages namespaces={["feeds", "faults"]}>
      <div className="page pb-16">
        <SignedIn actor={actor} />
        <div className="mx-auto max-w-5xl">
          <PageHeader title={t("title")}>{t("intro")}</PageHeader>
          {done !== undefined && <DoneNotice of={`${done} ${at}`}>{t(`done.${done}`)}</DoneNotice>}
          <Section id="listed" title={t("listTitle")}>
            {feeds.length === 0 ? (
              <EmptyState title={t("none")} />
            ) : (
              <ul>
                {feeds.map((feed) => (
                  <FeedItem
                    key={feed.id}
                    feed={feed}
                    now={at}
                    editHref={`${to.deskFeeds({ edit: feed.id })}#feed`}
                  />
                ))}
              </ul>
            )}
          </Section>
          {edited === undefined ? (
            <Section id="feed" title={t("addTitle")}>
              <FeedForm feed={null} />
            </Section>
          ) : (
            <Section
              id="feed"
              title={t("changeTitle")}
              intro={
                <>
                  <bdi>{edited.name}</bdi>: {t("changeIntro")}
                </>
              }
            >
              <FeedForm key={edited.id} feed={feedValues(edited)} />
            </Section>
          )}
        </div>
      </div>
    </ClientMessages>
  );
}
