"use client";
import { useLocale, useTranslations } from "next-intl";
import { useSyncExternalStore } from "react";
import { useLive } from "#app/_client/live-store.ts";
import { formatDate } from "#app/format/date.ts";

const never = () => () => undefined;
/** When the server made this page, if the device had kept it (public/sw-pages.js); null: it has just come. */
const useKeptAt = () =>
  useSyncExternalStore(
    never,
    () => document.documentElement.dataset.keptAt ?? null,
    () => null,
  );

/**
 * Says that the server is gone, and since when by the reader's own clock. Above the page, not in it: it moves nothing.
 * Of a kept page it says so also when the server is back: what comes live is states, and the rest stays as it was.
 */
export function OfflineNotice() {
  const t = useTranslations("shell.live");
  const locale = useLocale();
  const { state, lastHeardAt } = useLive();
  const keptAt = useKeptAt();
  const isOnlyKept = keptAt !== null && state === "live";
  if (state !== "offline" && keptAt === null) return null;
  const wordAt = isOnlyKept ? keptAt : (lastHeardAt ?? keptAt);
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const time = wordAt === null ? "" : formatDate(wordAt, { locale, style: "dayTime", zone });
  return (
    <p
      role="status"
      className="fixed inset-x-0 bottom-0 z-2 bg-ink px-4 py-2 text-center text-sm text-ground"
    >
      {isOnlyKept ? (
        <>
          {t("kept", { time })}{" "}
          <button
            type="button"
            className="min-h-6 cursor-pointer font-semibold underline"
            onClick={() => location.reload()}
          >
            {t("loadAgain")}
          </button>
        </>
      ) : wordAt === null ? (
        t("unreachable")
      ) : (
        t("lost", { time })
      )}
    </p>
  );
}
