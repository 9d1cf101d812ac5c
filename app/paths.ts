/** The address of every page, built from typed parameters; those for machines stand in api-paths.ts. */
import type { CrossingId } from "#server/domain/crossing.ts";
import type { Known } from "#server/domain/report.ts";
import type { Instant } from "#server/domain/time.ts";
import { DEFAULT_LOCALE, LOCALES, type Locale } from "./locales.ts";

type Query = Readonly<Record<string, string | number | null | undefined>>;

/** The view in time that a page shows; neither: now. */
export interface AsOfQuery {
  readonly asOf?: Instant | undefined;
  readonly known?: Known | undefined;
}

/** A moment of the replay; ends are days in UTC (`2025-10-10`) or instants. */
export interface ReplayAddress extends AsOfQuery {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export function withQuery(path: string, query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== "") params.set(key, String(value));
  }
  const text = params.toString();
  return text === "" ? path : `${path}?${text}`;
}

/** `then` is written out, `now` is the default and is not. */
export function asOfQuery(view: AsOfQuery): Query {
  if (view.asOf === undefined) return {};
  return { asOf: view.asOf, known: view.known === "then" ? "then" : undefined };
}

/** Pages in one language. `/` is `/ur` in Urdu; English has no prefix. */
export function pathsFor(locale: Locale) {
  const page = (path: string, query?: Query) => {
    const prefixed = locale === DEFAULT_LOCALE ? path : `/${locale}${path === "/" ? "" : path}`;
    return withQuery(prefixed, query);
  };
  return {
    overview: (view: AsOfQuery = {}, query: Query = {}) =>
      page("/", { ...query, ...asOfQuery(view) }),
    crossing: (slug: CrossingId, view: AsOfQuery = {}, query: Query = {}) =>
      page(`/crossings/${slug}`, { ...query, ...asOfQuery(view) }),
    /** What changed and what was corrected. */
    changes: (view: AsOfQuery = {}, query: Query = {}) =>
      page("/changes", { ...query, ...asOfQuery(view) }),
    /** A crossing for a frame in another's page, as the picture beside a link, and as a badge. */
    embed: (slug: CrossingId, view: AsOfQuery = {}) => page(`/embed/${slug}`, asOfQuery(view)),
    card: (slug: CrossingId, view: AsOfQuery = {}) =>
      page(`/crossings/${slug}/card.png`, asOfQuery(view)),
    badge: (slug: CrossingId, view: AsOfQuery = {}) =>
      page(`/crossings/${slug}/badge.svg`, asOfQuery(view)),
    incidents: (view: AsOfQuery = {}) => page("/incidents", asOfQuery(view)),
    incident: (slug: string, view: AsOfQuery = {}) => page(`/incidents/${slug}`, asOfQuery(view)),
    replay: (view: ReplayAddress = {}) => page("/replay", { ...view }),
    report: (crossing?: CrossingId) => page("/report", { crossing }),
    desk: (query: Query = {}) => page("/desk", query),
    deskAnnouncements: (query: Query = {}) => page("/desk/announcements", query),
    deskOverrides: (query: Query = {}) => page("/desk/overrides", query),
    /** Sources that are a URL; `/feeds` itself is where our own are read. */
    deskFeeds: (query: Query = {}) => page("/desk/feeds", query),
    /** Files of reports and crossings. */
    deskImports: () => page("/desk/imports"),
    /** Whose reports are published at once. */
    deskTrust: () => page("/desk/trust"),
    /** The board of a firm, its corridors and its members. */
    firm: () => page("/firm"),
    firmCorridors: (query: Query = {}) => page("/firm/corridors", query),
    firmMembers: () => page("/firm/members"),
    firmWatches: (query: Query = {}) => page("/firm/watches", query),
    firmWatch: (watchId: string) => page(`/firm/watches/${watchId}`),
    /** The systems of a firm that are told, and what one was sent. */
    firmWebhooks: () => page("/firm/webhooks"),
    firmWebhookLog: (endpointId: string, query: Query = {}) =>
      page(`/firm/webhooks/${endpointId}`, query),
    /** Every firm, for admins. */
    firms: () => page("/firms"),
    account: (query: Query = {}) => page("/account", query),
    accounts: (query: Query = {}) => page("/accounts", query),
    /** Where a report that came as a code is entered. */
    relay: () => page("/report/relay"),
    /** The receipt of an own report. */
    receipt: (reportId: string) => page(`/report/${reportId}`),
    /** Where an own report is corrected, and where it is taken back. */
    amend: (reportId: string) => page(`/report/${reportId}/amend`),
    retract: (reportId: string) => page(`/report/${reportId}/retract`),
    /** Mail about a crossing: asked for, confirmed and stopped by those who have no account. */
    watch: (query: Query = {}) => page("/watch", query),
    watchConfirm: (query: Query = {}) => page("/watch/confirm", query),
    watchStop: (query: Query = {}) => page("/watch/stop", query),
    signIn: (to?: string) => page("/sign-in", { to }),
    /** Where a one-time link leads. */
    welcome: (token?: string) => page("/welcome", { token }),
    /** Text pages: every crossing, or one. */
    lite: (slug?: CrossingId, view: AsOfQuery = {}, query: Query = {}) =>
      page(slug === undefined ? "/lite" : `/lite/${slug}`, { ...query, ...asOfQuery(view) }),
    /** A crossing as text to be passed on. */
    liteText: (slug: CrossingId, view: AsOfQuery = {}) =>
      page(`/lite/${slug}.txt`, asOfQuery(view)),
  };
}

export type PagePaths = ReturnType<typeof pathsFor>;

/** The same page in another language. `path` is as in the address bar, with or without a prefix. */
export function inLocale(path: string, locale: Locale): string {
  const prefix = LOCALES.find((one) => path === `/${one}` || path.startsWith(`/${one}/`));
  const bare = prefix === undefined ? path : path.slice(prefix.length + 1) || "/";
  return locale === DEFAULT_LOCALE ? bare : `/${locale}${bare === "/" ? "" : bare}`;
}
