/** Requests that are for one person alone, or that change something: handed to Next or the API, never cached. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { BODY_LIMIT_BYTES, receiveBody } from "./body.ts";
import { matchBulkPath } from "./bulk-paths.ts";
import type { RouteClass } from "./cache-rules.ts";
import { type Headers, makeAnswer, sendAnswer, sendOnce } from "./cached-entry.ts";
import { capture, type Handler } from "./capture.ts";
import { CLIENT_ADDRESS_HEADER } from "./client-address.ts";
import { contentSecurityPolicy, newNonce, policyForPage } from "./csp.ts";
import { mayBeFramed, pagePath, REWRITTEN_PATH_HEADER, withOuterLocation } from "./locale-path.ts";
import { matchPhotoPath } from "./photo-paths.ts";
import type { RenderGate } from "./render-gate.ts";
import { clientAddress, limitKey } from "./request.ts";

export interface HandOverOptions {
  readonly next: Handler;
  readonly api: Handler;
  /** Not the gate of public pages: what is slow for one person must not hold up everybody. */
  readonly gate: RenderGate;
  readonly security: Headers;
  readonly publicUrl: string | null;
  readonly trustedProxies: number;
  readonly dev: boolean;
}

export interface Visit {
  readonly url: URL;
  readonly route: RouteClass;
  readonly id: string;
}

const TIMEOUT_MS = 30_000;
const PRIVATE: Headers = [["Cache-Control", "private, no-store"]];
/** What a key reads: its own client may keep it, and asks each time whether it is still so. */
const REVALIDATED: Headers = [["Cache-Control", "private, no-cache"]];
const FORWARDED = [
  "x-forwarded-for",
  "x-forwarded-host",
  "x-forwarded-proto",
  "x-forwarded-port",
  "forwarded",
];

/** Set here and by nobody else. */
const OURS = ["x-nonce", "content-security-policy"];

/** Deleting makes every later look at the headers slow, so only what is there is deleted. */
function forget({ headers }: IncomingMessage, names: readonly string[]): void {
  for (const name of names) if (headers[name] !== undefined) delete headers[name];
}

export function createHandOver(options: HandOverOptions) {
  const { next, api, gate, security, publicUrl, trustedProxies, dev } = options;

  /** What handlers may believe: ids are ours, and who forwarded it counts only when that is a proxy of ours. */
  function settle(req: IncomingMessage, id: string): void {
    req.headers[CLIENT_ADDRESS_HEADER] = limitKey(clientAddress(req, trustedProxies));
    if (trustedProxies === 0) forget(req, FORWARDED);
    if (publicUrl !== null) {
      const { host, protocol } = new URL(publicUrl);
      req.headers["x-forwarded-host"] = host;
      req.headers["x-forwarded-proto"] = protocol.slice(0, -1);
    }
    req.headers["x-request-id"] = id;
    forget(req, OURS);
  }

  /** Points the request at the inner path; the browser's router is told where that is. */
  function enterLocale(req: IncomingMessage, res: ServerResponse, url: URL): void {
    const page = pagePath(url.pathname, req.headers["accept-language"]);
    if (page.kind !== "page" || page.inner === page.outer) return;
    req.url = `${page.inner}${url.search}`;
    if (req.headers.rsc !== undefined) res.setHeader(REWRITTEN_PATH_HEADER, page.inner);
  }

  async function page(req: IncomingMessage, res: ServerResponse, url: URL): Promise<void> {
    enterLocale(req, res, url);
    if (dev) {
      res.setHeader("Content-Security-Policy", contentSecurityPolicy({ by: "anything" }));
      return next(req, res);
    }
    const nonce = newNonce();
    // Next takes the nonce for its own scripts from this header of the request.
    req.headers["content-security-policy"] = contentSecurityPolicy({ by: "nonce", nonce });
    req.headers["x-nonce"] = nonce;
    const captured = await gate.run(() => capture(next, req, TIMEOUT_MS));
    const isHtml = /^text\/html/i.test(String(captured.headers["content-type"] ?? ""));
    const policy = isHtml
      ? policyForPage(
          captured.body.toString("utf8"),
          nonce,
          mayBeFramed(url.pathname) ? "anybody" : "nobody",
        )
      : contentSecurityPolicy({ by: "hash", hashes: [] });
    const headers: Headers = [...PRIVATE, ["Content-Security-Policy", policy], ...security];
    if (!res.destroyed) await sendOnce(req, res, withOuterLocation(captured), headers);
  }

  /** Files and Auth.js: straight through, their own headers, no inline scripts. */
  async function file(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const by = dev ? ({ by: "anything" } as const) : ({ by: "hash", hashes: [] } as const);
    res.setHeader("Content-Security-Policy", contentSecurityPolicy(by));
    await next(req, res);
  }

  async function data(req: IncomingMessage, res: ServerResponse, route: RouteClass): Promise<void> {
    const captured = await gate.run(() => capture(api, req, TIMEOUT_MS));
    if (res.destroyed) return;
    if (captured.status !== 200 || route !== "api") {
      return sendOnce(req, res, captured, [...PRIVATE, ...security]);
    }
    sendAnswer(req, res, await makeAnswer(captured, [...REVALIDATED, ...security]));
  }

  return {
    async read(
      req: IncomingMessage,
      res: ServerResponse,
      { url, route, id }: Visit,
    ): Promise<void> {
      settle(req, id);
      if (route === "page") await page(req, res, url);
      // Straight through: a picture is not compressed, and says itself how long it may be kept.
      else if (matchPhotoPath(url.pathname) !== null) await api(req, res);
      // Larger than memory: it goes out as it is made.
      else if (matchBulkPath(url.pathname) !== null) await api(req, res);
      else if (route === "api" || route === "trpc") await data(req, res, route);
      else await file(req, res);
    },
    async write(
      req: IncomingMessage,
      res: ServerResponse,
      { url, route, id }: Visit,
    ): Promise<void> {
      settle(req, id);
      await receiveBody(req, BODY_LIMIT_BYTES, route === "api" ? "buffer" : "stream");
      if (route === "api" || route === "trpc") await api(req, res);
      else if (route === "page") await page(req, res, url);
      else await file(req, res);
    },
  };
}
