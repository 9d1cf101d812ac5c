"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect } from "react";
import { keepSeen, useSeenBefore } from "#app/_client/visit/visit-store.ts";
import { formatDate } from "#app/format/date.ts";
import { changeSince } from "#server/domain/last-visit.ts";
import type { LiveStatus } from "#server/domain/live-status.ts";
import { useSinceWords } from "./use-since-words.ts";

/** How this crossing changed since the reader last saw it; remembers that it was seen now. */
export function CrossingVisit({ status }: { readonly status: LiveStatus }) {
  const t = useTranslations("visit");
  const locale = useLocale();
  const words = useSinceWords();
  const before = useSeenBefore();
  useEffect(() => keepSeen([status]), [status]);
  const change = before === null ? null : changeSince(before, status);
  if (change === null) return null;
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const time = formatDate(change.since, { locale, style: "dayTime", zone });
  return (
    <p className="text-ink">
      {t("since", { time })} {words(change, status)}
    </p>
  );
}
