import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { DEFAULT_LOCALE, isLocale } from "#app/locales.ts";

/** What the app's components say, besides the shell around every page. */
export const APP_NAMESPACES = [
  "field",
  "retraction",
  "report",
  "crossing",
  "claims",
  "photos",
  "relay",
  "relayCode",
  "faults",
];

/** Title, and what a phone needs to install the app in this language. */
export async function appMetadata(named: string): Promise<Metadata> {
  const locale = isLocale(named) ? named : DEFAULT_LOCALE;
  const t = await getTranslations({ locale, namespace: "report" });
  return {
    title: t("title"),
    manifest: `/manifests/${locale}.webmanifest`,
    appleWebApp: { capable: true, title: t("title") },
  };
}
