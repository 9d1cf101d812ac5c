import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PageHeader } from "#app/_components/page-header.tsx";
import { NoFirm } from "#app/[locale]/(firm)/firm/no-firm.tsx";
import { openFirmPage } from "#app/[locale]/(firm)/firm/open-firm-page.ts";
import { loadEditor } from "#app/[locale]/(firm)/firm/watches/load-watches.ts";
import { wishIn, wishOf } from "#app/[locale]/(firm)/firm/watches/read-wish.ts";
import { WatchEditor } from "#app/[locale]/(firm)/firm/watches/watch-editor.tsx";
import { PageAbsent } from "#app/[locale]/page-absent.tsx";
import { PageRefused } from "#app/[locale]/page-refused.tsx";
import type { SearchParams } from "#app/view-query.ts";
import { canInFirm } from "#server/domain/firm.ts";

interface WatchPageProps {
  readonly params: Promise<{ locale: string; watchId: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("watches.firm"))("editTitle") };
}

/** One watch, in the form by which it was made: as it is, or as the address wishes it. */
export default async function WatchPage({ params, searchParams }: WatchPageProps) {
  const { watchId } = await params;
  const page = await openFirmPage(params, (paths) => paths.firmWatch(watchId));
  if (page === null) return <PageRefused />;
  const { to, membership, caller } = page;
  if (membership === null) return <NoFirm />;
  if (!canInFirm(membership.role, "watch.edit")) return <PageRefused />;
  const { watches } = await caller.watches.list({});
  const watch = watches.find(({ id }) => id === watchId);
  if (watch === undefined) return <PageAbsent />;
  const t = await getTranslations("watches.firm");
  const typed = wishIn(await searchParams);
  const editor = await loadEditor(page, typed("subject").length > 0 ? typed : wishOf(watch));
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader title={t("editTitle")}>
        <p className="font-semibold">
          <bdi>{watch.name}</bdi>
        </p>
        {t("editIntro")}
      </PageHeader>
      <a href={to.firmWatches()} className="text-link inline-flex min-h-11 items-center">
        {t("back")}
      </a>
      <WatchEditor
        {...editor}
        action={to.firmWatch(watchId)}
        title={t("change")}
        zone={membership.timeZone}
        watch={{
          id: watchId,
          name: watch.name,
          channel: Object.values(watch.channel).join(":"),
          mailLocale: watch.locale,
        }}
      />
    </div>
  );
}
