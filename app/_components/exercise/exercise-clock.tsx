"use client";
import { useLocale } from "next-intl";
import { useNow } from "#app/_client/now.ts";
import { formatInstant } from "#app/format/date.ts";

/** The exercise's own time; nothing until the script runs, because a page is kept and its time is not. */
export function ExerciseClock() {
  const locale = useLocale();
  const now = useNow();
  return (
    <time className="min-w-44 font-semibold tabular-nums" dateTime={now ?? undefined}>
      {now === null ? "" : `${formatInstant(now, { locale, style: "dayTime" })} UTC`}
    </time>
  );
}
