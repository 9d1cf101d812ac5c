"use client";
import { useLocale, useTranslations } from "next-intl";
import { conflictOf } from "#app/_client/outbox/conflict.ts";
import { refusedForRight } from "#app/_client/outbox/ladder.ts";
import type { OutboxView } from "#app/_client/outbox/outbox.ts";
import { sendNow, tryRefusedForRight } from "#app/_client/outbox/outbox.ts";
import {
  isReport,
  isRetraction,
  isWaiting,
  type OutboxEntry,
} from "#app/_client/outbox/outbox-entry.ts";
import { Section } from "#app/_components/crossing/section.tsx";
import { Button, buttonClass } from "#app/_components/form/button.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { pathsFor } from "#app/paths.ts";
import { CrossingCard } from "./crossing-card.tsx";
import { OutboxList } from "./outbox-list.tsx";
import { OverdueNotice } from "./overdue-notice.tsx";
import { PhonePanel } from "./phone-panel.tsx";
import { QuestionNotice } from "./question-notice.tsx";

interface HomeScreenProps {
  readonly outbox: OutboxView;
  /** What has just been done, in words. */
  readonly done: string | null;
  readonly onDone: (said: string) => void;
}

/** My crossings, what I last said, and the three things that I can do. */
export function HomeScreen({ outbox, done, onDone }: HomeScreenProps) {
  const t = useTranslations("field");
  const { home } = outbox;
  if (home === null) return null;
  return (
    <div className="mx-auto flex max-w-xl flex-col gap-4 pt-4">
      <div className="flex items-baseline justify-between gap-4">
        <h1 className="text-2xl font-bold">{t("title")}</h1>
        <span className="text-sm text-ink-soft">{home.account.name}</span>
      </div>
      <Standing outbox={outbox} done={done} />
      <QuestionNotice outbox={outbox} />
      <OverdueNotice outbox={outbox} />
      {home.crossings.length === 0 && <p>{t("noCrossings")}</p>}
      {home.crossings.map((crossing) => (
        <CrossingCard key={crossing.id} crossing={crossing} outbox={outbox} onDone={onDone} />
      ))}
      <Section id="own" title={t("own")}>
        <OutboxList outbox={outbox} />
      </Section>
      <PhonePanel outbox={outbox} />
    </div>
  );
}

/** Taking a report back waits, and is refused, as reports are; it is counted as what it is. */
const countKinds = (entries: readonly OutboxEntry[]) => ({
  reports: entries.filter(isReport).length,
  retractions: entries.filter(isRetraction).length,
});

/** Refused to its writer; one that came by its code was received. */
const isRefusedOf = (entry: OutboxEntry, accountId: string | undefined): boolean =>
  entry.accountId === accountId &&
  entry.state === "refused" &&
  conflictOf(entry)?.kind !== "by_code";

/** What has to be known before writing: whether it is kept, whether it goes out, and what was just done. */
function Standing({ outbox, done }: Pick<HomeScreenProps, "outbox" | "done">) {
  const t = useTranslations("field");
  const to = pathsFor(useLocale());
  const { home, entries, hold, storage, isReached, isSending } = outbox;
  const waiting = entries.filter(isWaiting);
  const mine = countKinds(waiting.filter(({ accountId }) => accountId === home?.account.id));
  const others = countKinds(waiting.filter(({ accountId }) => accountId !== home?.account.id));
  const isAnyMine = mine.reports + mine.retractions > 0;
  const name = home?.account.name ?? "";
  const isRefused = entries.some((entry) => isRefusedOf(entry, home?.account.id));
  const isBad = storage === "none" || storage === "nearly_full";
  return (
    <>
      {isBad && (
        <Notice kind="bad" role="alert">
          {t(`storage.${storage}`)}
        </Notice>
      )}
      {hold !== null && (
        <Notice
          kind="warning"
          role="status"
          title={hold === "forbidden" ? t("noRight") : t("held", { name })}
        >
          <p>
            {hold === "forbidden"
              ? t("noRightWhy", { name })
              : t("heldWhy", { count: mine.reports })}
          </p>
          <a href={to.signIn(to.report())} className={`${buttonClass("primary")} mt-2`}>
            {t("signIn")}
          </a>
        </Notice>
      )}
      {others.reports > 0 && (
        <Notice kind="warning">{t("others", { count: others.reports })}</Notice>
      )}
      {others.retractions > 0 && (
        <Notice kind="warning">{t("othersTakingBack", { count: others.retractions })}</Notice>
      )}
      <Refused outbox={outbox} />
      <div role="status" className="flex flex-wrap items-center gap-x-4 text-sm">
        {done !== null && <p className="font-semibold">{done}</p>}
        {mine.reports > 0 && (
          <p className="text-ink-soft">
            {t(isSending ? "sending" : "waiting", { count: mine.reports })}
          </p>
        )}
        {mine.retractions > 0 && (
          <p className="text-ink-soft">{t("takingBack", { count: mine.retractions })}</p>
        )}
        {!isAnyMine && isReached === false && <p className="text-ink-soft">{t("offline")}</p>}
        {!isAnyMine && isReached !== false && !isRefused && (
          <p className="text-ink-soft">{t("nothingWaits")}</p>
        )}
      </div>
      {isAnyMine && hold === null && !isSending && (
        <Button onClick={() => void sendNow()}>{t("sendNow")}</Button>
      )}
    </>
  );
}

/** What was refused, of which kind, and what can be tried again together. */
function Refused({ outbox: { home, entries } }: Pick<HomeScreenProps, "outbox">) {
  const t = useTranslations("field");
  const mine = home?.account.id ?? "";
  const refused = countKinds(entries.filter((entry) => isRefusedOf(entry, mine)));
  const forRight = refusedForRight(entries, mine).length;
  if (refused.reports + refused.retractions === 0) return null;
  return (
    <Notice kind="bad">
      {refused.reports > 0 && <p>{t("refusedCount", { count: refused.reports })}</p>}
      {refused.retractions > 0 && <p>{t("refusedTakingBack", { count: refused.retractions })}</p>}
      {forRight > 0 && (
        <>
          <p>{t("refusedForRight", { count: forRight })}</p>
          <Button className="mt-2" onClick={() => void tryRefusedForRight()}>
            {t("tryForRight", { count: forRight })}
          </Button>
        </>
      )}
    </Notice>
  );
}
