/**
 * What may be answered from the response cache, and under which key.
 *
 * Only what is listed here is cached, so that a page added later is not given to everybody by accident. Only listed
 * query parameters reach a cached page: others are dropped from its URL, so that nobody can fill the cache, or make
 * the server render, by inventing parameters. A page that needs a new one lists it here.
 */
import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { matchBulkPath } from "./bulk-paths.ts";
import { CORS_HEADERS } from "./cors.ts";
import { pagePath, REWRITTEN_PATH_HEADER, withoutLocale } from "./locale-path.ts";
import { matchPhotoPath } from "./photo-paths.ts";
import { isPersonal } from "./request.ts";

/** For limits, metrics and cache rules. */
export type RouteClass = "page" | "api" | "trpc" | "static" | "live" | "health" | "other";

export interface CachePlan {
  readonly key: string;
  readonly kind: "html" | "rsc" | "data";
  /** The URL that the handler is given. */
  readonly url: string;
  readonly handler: "next" | "api";
  /** Headers that the answer depends on, handed on to the handler. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** Headers that the door adds to the answer. */
  readonly extra: ReadonlyArray<readonly [string, string]>;
  /** A view of the past does not change because time passes. */
  readonly isPast: boolean;
  /** A text page says itself until when it counts, and may be kept for days by whoever has it. */
  readonly isText: boolean;
}

const PUBLIC_PAGE =
  /^\/(?:$|lite(?:\/[a-z0-9-]+(?:\.txt)?)?$|crossings(?:\/[a-z0-9-]+(?:\/(?:card\.png|badge\.svg))?)?$|incidents(?:\/[a-z0-9-]+)?$|closures$|changes$|map$|wall$|replay$|report\/shell$|about$|sources$|method$|data$|embed\/[a-z0-9-]+$)/;

const TEXT_PAGE = /^\/lite(?:\/|$)/;

/** Sorted: the key is written in this order. */
const PAGE_QUERY = [
  ..."after,asOf,before,border,bucket,country,crossing,direction,dir,from,kind,known,lane,level,limit,metric,mode".split(
    ",",
  ),
  ..."order,page,q,range,side,since,sort,span,state,tab,theme,to,view,zone".split(","),
].sort();
const DATA_QUERY = [
  ..."after,announced,asOf,before,border,bucket,cause,country,crossing,day,from,hxl,known,lane".split(
    ",",
  ),
  "level",
  "limit",
  ..."metric,mode,side,since,slug,sort,state,to,batch,input".split(","),
].sort();

/** What the API tells everybody alike, whoever asks. A read for one account alone is not listed. */
const PUBLIC_DATA =
  /^(?:\/api\/v1\/(?:crossings|closures|changes|incidents|replay|feeds|openapi\.json|docs)|\/feeds)(?=[./]|$)/;

export const isPublicData = (pathname: string): boolean => PUBLIC_DATA.test(pathname);

/** Longer values are no filter of ours. */
const MAX_QUERY_CHARS = 2_000;

/** What Next's router sends with a request for a page's data; the answer depends on each of them. */
const RSC_HEADERS = [
  "rsc",
  "next-router-state-tree",
  "next-router-prefetch",
  "next-router-segment-prefetch",
  "next-url",
] as const;
const MAX_RSC_HEADER_CHARS = 8_000;

export function routeClass(pathname: string): RouteClass {
  if (pathname === "/live") return "live";
  if (pathname.startsWith("/api/trpc/")) return "trpc";
  if (/^\/(?:api\/v1|feeds)(?:\/|$)/.test(pathname)) return "api";
  if (pathname.startsWith("/_next/")) return "static";
  if (/^\/(?:healthz|readyz|metrics)$/.test(pathname)) return "health";
  return pagePath(pathname).kind === "page" ? "page" : "other";
}

/** Whether the answer shows the past: an `asOf` that cannot be read, or has not come, is answered with the present. */
function isPastView(query: URLSearchParams): boolean {
  const asOf = query.get("asOf") ?? "";
  return /^\d{4}-\d\d-\d\dT/.test(asOf) && Date.parse(asOf) <= Date.now();
}

function listedQuery(given: URLSearchParams, listed: readonly string[]): string {
  const kept = new URLSearchParams();
  for (const name of listed) {
    for (const value of given.getAll(name)) kept.append(name, value);
  }
  return kept.size === 0 ? "" : `?${kept}`;
}

function rscHeaders(req: IncomingMessage): Record<string, string | undefined> | null {
  const headers: Record<string, string | undefined> = {};
  let chars = 0;
  for (const name of RSC_HEADERS) {
    const value = req.headers[name];
    if (value === undefined) continue;
    headers[name] = String(value);
    chars += String(value).length;
  }
  return chars > MAX_RSC_HEADER_CHARS ? null : headers;
}

function pagePlan(req: IncomingMessage, url: URL): CachePlan | null {
  const page = pagePath(url.pathname);
  if (page.kind !== "page" || !PUBLIC_PAGE.test(withoutLocale(page))) return null;
  const query = listedQuery(url.searchParams, PAGE_QUERY);
  const isPast = isPastView(url.searchParams);
  const isText = TEXT_PAGE.test(withoutLocale(page));
  const path = `${page.inner}${query}`;
  if (req.headers.rsc === undefined) {
    const key = `html ${path}`;
    return {
      key,
      kind: "html",
      url: path,
      handler: "next",
      headers: {},
      extra: [],
      isPast,
      isText,
    };
  }
  const headers = rscHeaders(req);
  if (headers === null) return null;
  // Next compares this parameter with the headers; it is no part of what the page is.
  const mark = url.searchParams.get("_rsc");
  const digest = createHash("sha256")
    .update(JSON.stringify([headers, mark]))
    .digest("base64url");
  const marked =
    mark === null ? path : `${path}${query === "" ? "?" : "&"}_rsc=${encodeURIComponent(mark)}`;
  const extra: CachePlan["extra"] =
    page.inner === page.outer ? [] : [[REWRITTEN_PATH_HEADER, page.inner]];
  return {
    key: `rsc ${path} ${digest}`,
    kind: "rsc",
    url: marked,
    handler: "next",
    headers,
    extra,
    isPast,
    isText,
  };
}

function dataPlan(url: URL, extra: CachePlan["extra"] = []): CachePlan | null {
  const unlisted = [...url.searchParams.keys()].some((name) => !DATA_QUERY.includes(name));
  // The API names a parameter that it does not know; that refusal is cheap and is not kept.
  if (unlisted) return null;
  const path = `${url.pathname}${listedQuery(url.searchParams, DATA_QUERY)}`;
  const isPast = isPastView(url.searchParams);
  return {
    key: `data ${path}`,
    kind: "data",
    url: path,
    handler: "api",
    headers: {},
    extra,
    isPast,
    isText: false,
  };
}

/** How this request is answered from the cache; null when it must not be. */
export function cachePlan(req: IncomingMessage, url: URL): CachePlan | null {
  if (req.method !== "GET" && req.method !== "HEAD") return null;
  if (url.search.length > MAX_QUERY_CHARS) return null;
  // No cookie counts there.
  const isForAll = isPublicData(url.pathname) && req.headers.authorization === undefined;
  if (isPersonal(req) && !isForAll) return null;
  switch (routeClass(url.pathname)) {
    case "page":
      return pagePlan(req, url);
    case "api":
      // Whether a photo may be seen is asked each time: the desk may take it back.
      if (matchPhotoPath(url.pathname) !== null || matchBulkPath(url.pathname) !== null)
        return null;
      return dataPlan(url, CORS_HEADERS);
    case "trpc":
      return dataPlan(url);
    default:
      return null;
  }
}
