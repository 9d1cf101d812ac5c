/** Reads of the API may be made by the pages of any site. No cookie counts there, so nothing is given away by it. */
import type { ServerResponse } from "node:http";

/** Names in lower case, as an answer kept in the cache has them. */
export const CORS_HEADERS: ReadonlyArray<readonly [string, string]> = [
  ["access-control-allow-origin", "*"],
  [
    "access-control-expose-headers",
    "ETag, Link, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id",
  ],
];

/** What a browser asks before it sends a key along; it may remember the answer for a day. */
const PREFLIGHT_HEADERS: ReadonlyArray<readonly [string, string]> = [
  ["Access-Control-Allow-Methods", "GET, HEAD"],
  ["Access-Control-Allow-Headers", "Authorization, If-None-Match"],
  ["Access-Control-Max-Age", "86400"],
];

export function openToAll(res: ServerResponse): void {
  for (const [name, value] of CORS_HEADERS) res.setHeader(name, value);
}

export function answerPreflight(res: ServerResponse): void {
  for (const [name, value] of PREFLIGHT_HEADERS) res.setHeader(name, value);
  res.setHeader("Allow", "GET, HEAD, OPTIONS");
  res.writeHead(204).end();
}
