"use client";
import { useLocale, useTranslations } from "next-intl";
import { conflictOf } from "#app/_client/outbox/conflict.ts";
import { refusedForRight } from "#app/_client/outbox/ladder.ts";
import type { OutboxView } from "#app/_client/outbox/outbox.ts";
import { sendNow, tryRefusedForRight } from "#app/_client/outbox/outbox.ts";
import { isWaiting } from "#app/_client/outbox/outbox-entry.ts";
import { Section } from "#app/_components/crossing/section.tsx";
import { Button, buttonClass } from "#app/_components/form/button.tsx";
import { Notice } from "#app/_components/notice.tsx";
import { pathsFor } from "#app/paths.ts";
import { CrossingCard } from "./crossing-card.tsx";
import { OutboxList } from "./outbox-list.tsx";
import { OverdueNotice } from "./overdue-notice.tsx";
import { PhonePanel } from "./phone-panel.tsx";

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

/** What has to be known before writing: whether it is kept, whether it goes out, and what was just done. */
function Standing({ outbox, done }: Pick<HomeScreenProps, "outbox" | "done">) {
  const t = useTranslations("field");
  const to = pathsFor(useLocale());
  const { home, entries, hold, storage, isReached, isSending } = outbox;
  const mine = entries.filter((entry) => entry.accountId === home?.account.id);
  const waiting = mine.filter(isWaiting).length;
  const refused = mine.filter(
    (entry) => entry.state === "refused" && conflictOf(entry)?.kind !== "by_code",
  ).length;
  const forRight = refusedForRight(entries, home?.account.id ?? "").length;
  const others = entries.filter(
    (entry) => entry.accountId !== home?.account.id && isWaiting(entry),
  );
  const isBad = storage === "none" || storage === "nearly_full";
  return (
    <>
      {isBad && (
        <Notice kind="bad" role="alert">
          {t(`storage.${storage}`)}
        </Notice>
      )}
      {hold !== null && (
        <Notice kind="warning" role="status" title={t("held", { name: home?.account.name ?? "" })}>
          <p>{t("heldWhy", { count: waiting })}</p>
          <a href={to.signIn(to.report())} className={`${buttonClass("primary")} mt-2`}>
            {t("signIn")}
          </a>
        </Notice>
      )}
      {others.length > 0 && <Notice kind="warning">{t("others", { count: others.length })}</Notice>}
      {refused > 0 && (
        <Notice kind="bad">
          <p>{t("refusedCount", { count: refused })}</p>
          {forRight > 0 && (
            <>
              <p>{t("refusedForRight", { count: forRight })}</p>
              <Button className="mt-2" onClick={() => void tryRefusedForRight()}>
                {t("tryForRight", { count: forRight })}
              </Button>
            </>
          )}
        </Notice>
      )}
      <div role="status" className="flex flex-wrap items-center gap-x-4 text-sm">
        {done !== null && <p className="font-semibold">{done}</p>}
        <p className="text-ink-soft">
          {waiting === 0
            ? t(isReached === false ? "offline" : "nothingWaits")
            : t(isSending ? "sending" : "waiting", { count: waiting })}
        </p>
      </div>
      {waiting > 0 && hold === null && !isSending && (
        <Button onClick={() => void sendNow()}>{t("sendNow")}</Button>
      )}
    </>
  );
}
