import { getRequestConfig } from "next-intl/server";
import english from "../messages/en.json";
import { DEFAULT_LOCALE, isLocale, type Locale } from "./locales.ts";
import { type Messages, mergeMessages } from "./messages.ts";

const LOADERS: Readonly<Record<Exclude<Locale, "en">, () => Promise<{ default: Messages }>>> = {
  ur: () => import("../messages/ur.json"),
  ps: () => import("../messages/ps.json"),
  "fa-AF": () => import("../messages/fa-AF.json"),
};

/** Messages of a language, filled up from English where it has none yet. */
export default getRequestConfig(async ({ requestLocale }) => {
  const requested = await requestLocale;
  const locale = isLocale(requested) ? requested : DEFAULT_LOCALE;
  const own = locale === "en" ? {} : (await LOADERS[locale]()).default;
  return { locale, messages: mergeMessages(english, own), timeZone: "UTC" };
});
