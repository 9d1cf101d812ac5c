import { useLocale, useTranslations } from "next-intl";
import { FaultText } from "#app/_components/fault-text.tsx";
import { Button } from "#app/_components/form/button.tsx";
import { Input } from "#app/_components/form/controls.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { OfName } from "#app/_components/of-name.tsx";
import { When } from "#app/_components/time/when.tsx";
import type { Instant } from "#server/domain/time.ts";
import { ActForm } from "../act-form.tsx";
import type { DeskPage } from "../open-desk-page.ts";
import { actOnFeedAction, tiePlaceAction } from "./actions.ts";
import { OddList } from "./odd-list.tsx";

type ListedFeed = Awaited<ReturnType<DeskPage["caller"]["feeds"]["list"]>>["feeds"][number];

interface FeedItemProps {
  readonly feed: ListedFeed;
  readonly now: Instant;
  readonly editHref: string;
}

/** One feed: how it is, what its last answer came to, and what can be done about it. */
export function FeedItem({ feed, now, editHref }: FeedItemProps) {
  const t = useTranslations("feeds");
  const { parkedAt, parkedReason, lastProblem, failures, lastRun } = feed;
  const deeds = parkedAt === null ? (["run", "park"] as const) : (["resume"] as const);
  return (
    <li className="flex flex-col gap-2 border-b border-line py-4" id={feed.id}>
      <h3 className="font-semibold">{feed.name}</h3>
      <p className="text-sm break-all text-ink-soft">
        {t(`kind.${feed.kind}`)} · <bdi dir="ltr">{feed.url}</bdi>
      </p>
      {parkedAt !== null && (
        <Notice kind="bad" title={t("parked")}>
          <FaultText text={parkedReason ?? ""} />
        </Notice>
      )}
      {parkedAt === null && failures > 0 && (
        <Notice kind="warning" title={t("failing", { count: failures })}>
          <FaultText text={lastProblem ?? ""} />
        </Notice>
      )}
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1 text-sm">
        <Moment word={t("lastOk")} at={feed.lastOkAt} now={now} none={t("never")} />
        <Moment word={t("dataAt")} at={feed.dataAt} now={now} none={t("never")} />
        {parkedAt === null && (
          <Moment word={t("nextTry")} at={feed.nextTryAt} now={now} none={t("never")} isExact />
        )}
      </dl>
      {lastRun !== null && <LastRun run={lastRun} id={feed.id} />}
      <div className="flex flex-wrap gap-3">
        {deeds.map((deed) => (
          <Deed key={deed} id={feed.id} deed={deed} name={feed.name} />
        ))}
        <a href={editHref} className="text-link inline-flex min-h-11 items-center">
          {t("change")}
          <OfName name={feed.name} />
        </a>
        {feed.kind === "cbp_bwt" && (lastRun?.unknownPlaces ?? 0) > 0 && (
          <Deed id={feed.id} deed="take" name={feed.name} />
        )}
      </div>
    </li>
  );
}

interface MomentProps {
  readonly word: string;
  readonly at: Instant | null;
  readonly now: Instant;
  readonly none: string;
  readonly isExact?: boolean;
}

function Moment({ word, at, now, none, isExact = false }: MomentProps) {
  const show = isExact ? "exact" : "both";
  return (
    <>
      <dt className="text-ink-soft">{word}</dt>
      <dd>{at === null ? none : <When at={at} reference={now} zones={["UTC"]} show={show} />}</dd>
    </>
  );
}

interface DeedProps {
  readonly id: string;
  readonly deed: "run" | "park" | "resume" | "take";
  readonly name: string;
}

function Deed({ id, deed, name }: DeedProps) {
  const t = useTranslations("feeds");
  const locale = useLocale();
  return (
    <ActForm action={actOnFeedAction} unanswered={t("unanswered")}>
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="id" value={id} />
      <Button
        type="submit"
        name="do"
        value={deed}
        kind={deed === "take" ? "primary" : "plain"}
        aria-label={`${t(`deed.${deed}`)}: ${name}`}
      >
        {t(`deed.${deed}`)}
      </Button>
    </ActForm>
  );
}

function LastRun({
  run,
  id,
}: {
  readonly run: NonNullable<ListedFeed["lastRun"]>;
  readonly id: string;
}) {
  const t = useTranslations("feeds");
  const unknown = run.flags.filter(({ kind }) => kind === "unknown_place").slice(0, 5);
  return (
    <div className="text-sm">
      <p>
        {t("lastRun", { read: run.read, added: run.added, refused: run.refused })}{" "}
        {t("oddities", { count: run.flagCount, places: run.unknownPlaces })}
      </p>
      <OddList flags={run.flags}>
        {unknown.map(({ place }) => (
          <TiePlace key={place} id={id} place={place} />
        ))}
      </OddList>
    </div>
  );
}

function TiePlace({ id, place }: { readonly id: string; readonly place: string }) {
  const t = useTranslations("feeds");
  const locale = useLocale();
  const label = t("tie", { place });
  return (
    <ActForm
      action={tiePlaceAction}
      unanswered={t("unanswered")}
      className="flex flex-wrap items-center gap-2 py-1"
    >
      <input type="hidden" name="locale" value={locale} />
      <input type="hidden" name="id" value={id} />
      <input type="hidden" name="place" value={place} />
      <Input
        name="crossing"
        aria-label={label}
        placeholder="torkham"
        dir="ltr"
        required
        className="max-w-60"
      />
      <Button type="submit">{label}</Button>
    </ActForm>
  );
}
