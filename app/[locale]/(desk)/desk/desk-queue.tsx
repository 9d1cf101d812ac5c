"use client";
import { useTranslations } from "next-intl";
import { type ReactNode, useEffect, useRef, useState } from "react";
import { Notice } from "#app/_components/notice.tsx";
import { followQueue, type ShownQueue } from "./follow-queue.ts";
import { KeysHelp } from "./keys-help.tsx";
import { useDeskKeys } from "./use-desk-keys.ts";
import { useDeskLive } from "./use-desk-live.ts";

interface DeskEntry {
  readonly id: string;
  readonly content: ReactNode;
}

interface DeskQueueProps {
  /** The most urgent first. */
  readonly entries: readonly DeskEntry[];
  /** All that wait, shown or not. */
  readonly waitingIds: readonly string[];
  /** The report that whoever looks has just decided on; null: none. */
  readonly decidedId: string | null;
  /** Of what the page shows. */
  readonly version: string;
}

const KEYS_OFF = "gatewatch.deskKeysOff";

/** The queue as it goes on by itself: reports arrive, leave, and are worked on by keyboard. */
export function DeskQueue(props: DeskQueueProps) {
  const t = useTranslations("desk");
  const list = useRef<HTMLOListElement>(null);
  const [currentId, setCurrentId] = useState<string | null>(null);
  const [isKeysOn, setKeysOn] = useState(true);
  const [shown, setShown] = useState<ShownQueue<DeskEntry>>(() => ({
    entries: props.entries,
    order: props.entries.map(({ id }) => id),
    arrived: [],
    isCurrentGone: false,
  }));
  if (shown.entries !== props.entries) setShown(followQueue(shown, props, currentId));
  const isDown = useDeskLive(props.version);
  useDeskKeys(list, isKeysOn);
  useEffect(() => {
    // Storage can be blocked; then the switch lasts as long as the page.
    try {
      setKeysOn(localStorage.getItem(KEYS_OFF) === null);
    } catch {}
  }, []);
  function changeKeys(isOn: boolean): void {
    setKeysOn(isOn);
    try {
      if (isOn) localStorage.removeItem(KEYS_OFF);
      else localStorage.setItem(KEYS_OFF, "1");
    } catch {}
  }
  const contents = new Map(props.entries.map(({ id, content }) => [id, content]));
  const arrived = shown.arrived.filter((id) => contents.has(id));
  return (
    <>
      <KeysHelp isOn={isKeysOn} onChange={changeKeys} />
      <div role="status" className="empty:hidden">
        {arrived.length > 0 && <p className="pb-4">{t("arrived", { count: arrived.length })}</p>}
        {isDown && <p className="pb-4 font-medium">{t("lineDown")}</p>}
      </div>
      {shown.isCurrentGone && (
        <div className="pb-6">
          <Notice kind="warning" role="alert">
            {t("lock.gone")}
          </Notice>
        </div>
      )}
      <ol
        ref={list}
        onFocus={(event) => {
          const item = event.target.closest<HTMLElement>("[data-report]");
          setCurrentId(item?.dataset.report ?? null);
        }}
      >
        {shown.order.map((id) => (
          <li
            key={id}
            id={`report-${id}`}
            data-report={id}
            tabIndex={-1}
            aria-labelledby={`about-${id}`}
            className="border-t border-line-strong py-6 focus:outline-2 focus:outline-offset-4 focus:outline-accent"
          >
            {arrived.includes(id) && (
              <p className="w-fit bg-changed px-2 py-0.5 text-sm font-semibold">{t("new")}</p>
            )}
            {contents.get(id)}
          </li>
        ))}
      </ol>
    </>
  );
}
