/**
 * Locale prefixes. Outside, the default language has none (`/crossings/torkham`) and the others have theirs
 * (`/ur/crossings/torkham`); inside, every page lies under `app/[locale]`. The door adds what is missing and tells
 * the browser's router so in the header that Next's own rewrites use.
 */
import { LANGUAGE_TAG } from "#server/domain/language-tag.ts";
import { localeOfTag, preferredLocale } from "./accept-language.ts";
import type { Captured } from "./capture.ts";

export const DEFAULT_LOCALE = "en";
export const OTHER_LOCALES = ["ur", "ps", "fa-AF"] as const;

/** Next's client router reads the inner path from this header (`NEXT_REWRITTEN_PATH_HEADER` in its sources). */
export const REWRITTEN_PATH_HEADER = "x-nextjs-rewritten-path";

export type PagePath =
  | {
      readonly kind: "page";
      readonly locale: string;
      readonly inner: string;
      readonly outer: string;
    }
  | { readonly kind: "redirect"; readonly to: string }
  /** No page: a file, an API route, Next's own paths. */
  | { readonly kind: "other" };

const NOT_A_PAGE = /^\/(?:api|_next|__nextjs[^/]*)(?:\/|$)/;
const FILE = /\.[a-z0-9]+$/i;
/** A crossing as text to be passed on: a page of ours, although it ends as a file does. */
const TEXT_PAGE = /^(?:\/[a-z]{2}(?:-[A-Z]{2})?)?\/lite\/[a-z0-9-]+\.txt$/;

/** A crossing as a picture: likewise. */
const PICTURE = /^(?:\/[a-z]{2}(?:-[A-Z]{2})?)?\/crossings\/[a-z0-9-]+\/(?:card\.png|badge\.svg)$/;

const isFile = (pathname: string): boolean =>
  FILE.test(pathname) && !TEXT_PAGE.test(pathname) && !PICTURE.test(pathname);

const FRAMED_PAGE = /^(?:\/[a-z]{2}(?:-[A-Z]{2})?)?\/embed\/[^/]+$/;

/** Whether a page may stand in a frame of somebody else's. */
export const mayBeFramed = (pathname: string): boolean => FRAMED_PAGE.test(pathname);

/**
 * What a path means to Next. `pathname` begins with a slash and has no query.
 * @param acceptLanguage for an address in a language that there is not (`/xx/crossings/torkham`): it is told so in one that
 *   its reader knows. No such address is kept, so that no answer is given to readers of another language.
 */
export function pagePath(pathname: string, acceptLanguage = ""): PagePath {
  if (NOT_A_PAGE.test(pathname) || isFile(pathname)) return { kind: "other" };
  const [, first = ""] = pathname.split("/", 2);
  if (first === DEFAULT_LOCALE) {
    // Slashes in a row would make the rest a host name.
    const rest = pathname.slice(first.length + 1).replace(/^\/+/, "");
    return { kind: "redirect", to: `/${rest}` };
  }
  const locale = OTHER_LOCALES.find((name) => name === first);
  if (locale !== undefined) return { kind: "page", locale, inner: pathname, outer: pathname };
  const known = LANGUAGE_TAG.test(first)
    ? (localeOfTag(first) ?? preferredLocale(acceptLanguage) ?? DEFAULT_LOCALE)
    : DEFAULT_LOCALE;
  const inner = pathname === "/" ? `/${known}` : `/${known}${pathname}`;
  return { kind: "page", locale: known, inner, outer: pathname };
}

/** The path without its locale: what the rules for caching are written in. */
export function withoutLocale(page: { readonly locale: string; readonly inner: string }): string {
  return page.inner.slice(page.locale.length + 1) || "/";
}

const INNER_DEFAULT = new RegExp(`^/${DEFAULT_LOCALE}(?=/|\\?|$)`);

/** Next's redirects name inner paths; outside the default language has no prefix. */
export function withOuterLocation(captured: Captured): Captured {
  const { location } = captured.headers;
  if (typeof location !== "string" || !INNER_DEFAULT.test(location)) return captured;
  const outer = location.replace(INNER_DEFAULT, "");
  const to = outer.startsWith("/") ? outer : `/${outer}`;
  return { ...captured, headers: { ...captured.headers, location: to } };
}
