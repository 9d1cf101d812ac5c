import { getRequestConfig } from "next-intl/server";
import english from "../messages/en.json";
import { DEFAULT_LOCALE, isLocale, type Locale } from "./locales.ts";
import { type Messages, mergeMessages } from "./messages.ts";

const LOADERS: Readonly<Partial<Record<Locale, () => Promise<{ default: Messages }>>>> = {};

/** Messages of a language, filled up from English where it has none yet. */
export default getRequestConfig(async ({ requestLocale }) => {
  const requested = await requestLocale;
  const locale = isLocale(requested) ? requested : DEFAULT_LOCALE;
  const load = LOADERS[locale];
  const own = load === undefined ? {} : (await load()).default;
  return { locale, messages: mergeMessages(english, own), timeZone: "UTC" };
});
