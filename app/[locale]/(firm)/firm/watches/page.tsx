import { randomUUID } from "node:crypto";
import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { Notice } from "#app/_components/notice.tsx";
import { PageHeader } from "#app/_components/page-header.tsx";
import { When } from "#app/_components/time/when.tsx";
import { sendsMail } from "#app/[locale]/(public)/watch/sends-mail.ts";
import { PageRefused } from "#app/[locale]/page-refused.tsx";
import type { SearchParams } from "#app/view-query.ts";
import { canInFirm } from "#server/domain/firm.ts";
import { PARKED_CORRIDOR, PARKED_LEFT, PARKED_WEBHOOK } from "#server/domain/watch.ts";
import { getRuntime } from "#server/runtime.ts";
import { NoFirm } from "../no-firm.tsx";
import { openFirmPage } from "../open-firm-page.ts";
import { loadEditor, loadSubjects } from "./load-watches.ts";
import { wishIn } from "./read-wish.ts";
import { WatchEditor } from "./watch-editor.tsx";
import { WatchList } from "./watch-list.tsx";

interface WatchesPageProps {
  readonly params: Promise<{ locale: string }>;
  readonly searchParams: Promise<SearchParams>;
}

export async function generateMetadata(): Promise<Metadata> {
  return { title: (await getTranslations("watches.firm"))("title") };
}

/** The firm's watches, and a form for one more. */
export default async function WatchesPage({ params, searchParams }: WatchesPageProps) {
  const page = await openFirmPage(params, (paths) => paths.firmWatches());
  if (page === null) return <PageRefused />;
  const { to, membership, caller } = page;
  if (membership === null) return <NoFirm />;
  const t = await getTranslations("watches.firm");
  const tMail = await getTranslations("watches.mail");
  const asked = wishIn(await searchParams);
  const mayEdit = canInFirm(membership.role, "watch.edit");
  const [{ watches }, { groups }, editor] = await Promise.all([
    caller.watches.list({}),
    loadSubjects(page),
    mayEdit ? loadEditor(page, asked) : null,
  ]);
  const subjects = new Map(
    groups.flatMap((group) => group.subjects.map(({ value, label }) => [value, label] as const)),
  );
  const now = getRuntime().now();
  const nameOf = (value: string) => subjects.get(value) ?? value;
  const parkedWords = (reason: string) => {
    switch (reason) {
      case PARKED_LEFT:
        return t("left");
      case PARKED_WEBHOOK:
        return t("webhookEnded");
      case PARKED_CORRIDOR:
        return t("corridorEnded");
      default:
        return t("parked", { reason });
    }
  };
  return (
    <div className="mx-auto max-w-4xl">
      <PageHeader title={t("title")}>{t("intro")}</PageHeader>
      {!sendsMail() && (
        <div className="pb-4">
          <Notice kind="warning">{tMail("problem.off")}</Notice>
        </div>
      )}
      <WatchList
        watches={watches.map(({ id, name, subject, rule, channel, parkedReason, ...watch }) => ({
          id,
          name,
          about: [
            nameOf(Object.values(subject).join(":")),
            t(`kinds.${rule.kind}`),
            channel.kind === "email" ? t("email", { email: channel.email }) : t(channel.kind),
          ].join(" · "),
          feedUrl: watch.feedUrl,
          told: watch.told,
          lastTold: watch.toldAt !== null && (
            <When at={watch.toldAt} reference={now} zones={[membership.timeZone]} show="both" />
          ),
          waiting: watch.waiting,
          failed: watch.failed,
          parked: parkedReason === null ? null : parkedWords(parkedReason),
          editHref: to.firmWatch(id),
        }))}
        mayEdit={mayEdit}
      />
      {editor === null ? (
        <p className="text-sm text-ink-soft">{t("viewer")}</p>
      ) : (
        <WatchEditor
          {...editor}
          action={to.firmWatches()}
          title={t("newTitle")}
          zone={membership.timeZone}
          watch={{ id: randomUUID(), name: nameOf(asked("subject")[0] ?? "") }}
        />
      )}
    </div>
  );
}
