import { getTranslations } from "next-intl/server";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";
import type { Exercise } from "#server/domain/clock.ts";
import { toMs } from "#server/domain/time.ts";
import { getRuntime } from "#server/runtime.ts";

/** The title of a page, which in an exercise begins with that word. */
export async function exerciseTitle(locale: string, title: string): Promise<string> {
  if (getRuntime().exercise === null) return title;
  const t = await getTranslations({
    locale: isLocale(locale) ? locale : DEFAULT_LOCALE,
    namespace: "exercise",
  });
  return t("title", { title });
}

/** The exercise's clock as app/_client/world-clock.ts reads it. */
export const exerciseMark = ({ fromAt, toAt, speed, startedMs }: Exercise): string =>
  [toMs(fromAt), startedMs, toMs(toAt), speed].join(" ");
