"use client";
import { useLocale, useTranslations } from "next-intl";
import { useLive } from "#app/_client/live-store.ts";
import { formatInstant } from "#app/format/date.ts";

/** Says that the server is gone, and since when by the reader's own clock. Above the page, not in it: it moves nothing. */
export function OfflineNotice() {
  const t = useTranslations("shell.live");
  const locale = useLocale();
  const { state, lastHeardAt } = useLive();
  if (state !== "offline") return null;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return (
    <p
      role="status"
      className="fixed inset-x-0 bottom-0 z-2 bg-ink px-4 py-2 text-center text-sm text-ground"
    >
      {lastHeardAt === null
        ? t("unreachable")
        : t("lost", { time: formatInstant(lastHeardAt, { locale, style: "dayTime", zone }) })}
    </p>
  );
}
