"use client";
import { usePathname, useSearchParams } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { isFieldPage, isReplayPage } from "#app/_client/live-provider.tsx";
import { useLive } from "#app/_client/live-store.ts";
import { useNow } from "#app/_client/now.ts";
import { isPastView } from "#app/_client/past-view.ts";
import { formatInstant } from "#app/format/date.ts";

const DOTS = {
  live: "bg-ink",
  connecting: "border border-ink-soft",
  offline: "border-2 border-ink-soft bg-transparent",
} as const;

/** In words: live, connecting or offline, and when the stream was last heard. A view of the past is never live. */
export function LiveIndicator() {
  const t = useTranslations("shell.live");
  const locale = useLocale();
  const { state, lastHeardAt } = useLive();
  const now = useNow();
  const isPast = isPastView(useSearchParams());
  const pathname = usePathname();
  if (isFieldPage(pathname)) return null;
  if (isPast || isReplayPage(pathname)) return <span className="text-ink-soft">{t("past")}</span>;
  // A time of day alone would be taken for one of today.
  const isToday = now === null || now.slice(0, 10) === lastHeardAt?.slice(0, 10);
  const time =
    lastHeardAt === null
      ? null
      : formatInstant(lastHeardAt, { locale, style: isToday ? "time" : "dayTime" });
  return (
    <span className="inline-flex min-w-40 items-center gap-2 text-ink-soft">
      <span aria-hidden="true" className={`inline-block size-2 rounded-full ${DOTS[state]}`} />
      {/* The word alone is announced when it changes, not the clock. */}
      <span role="status">{t(state)}</span>
      {time !== null && <span className="text-xs">{t("lastWord", { time })}</span>}
    </span>
  );
}
