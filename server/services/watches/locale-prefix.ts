import type { WatchLocale } from "#server/domain/watch.ts";

/** What stands before the path of a page in a language. */
export const localePrefix = (locale: WatchLocale): string => (locale === "en" ? "" : `/${locale}`);
