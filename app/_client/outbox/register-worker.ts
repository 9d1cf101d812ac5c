/** Registers the service worker that lets the report app open without a network. */
import { DEFAULT_LOCALE, type Locale } from "#app/locales.ts";

/** Resolves when this language's page is kept or cannot be; a browser without workers works with a network alone. */
export async function registerWorker(locale: Locale): Promise<void> {
  const { serviceWorker } = navigator;
  if (serviceWorker === undefined) return;
  const prefix = locale === DEFAULT_LOCALE ? "" : `/${locale}`;
  try {
    const before = await serviceWorker.getRegistration("/");
    if (before === undefined)
      await serviceWorker.register(`/sw.js?locale=${prefix}`, { scope: "/" });
    const { active } = await serviceWorker.ready;
    active?.postMessage({ kind: "keep", locale: prefix });
  } catch {
    // Private windows refuse; the next visit tries again.
  }
}
