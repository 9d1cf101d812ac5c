/** Public answers from the cache: the short way for an address asked for before, the long way for the first time. */
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Clock } from "#server/domain/clock.ts";
import type { Snapshot } from "#server/live/snapshot.ts";
import type { Log } from "#server/log.ts";
import { type CachePlan, cachePlan, routeClass } from "./cache-rules.ts";
import { type Answer, type Headers, sendAnswer } from "./cached-entry.ts";
import type { Handler } from "./capture.ts";
import type { Metrics } from "./metrics.ts";
import { createRenderer } from "./render.ts";
import type { RenderGate } from "./render-gate.ts";
import { type HostRule, isOwnHost } from "./request.ts";
import { createResponseCache, FailedRender } from "./response-cache.ts";
import { createStaticFiles } from "./static-files.ts";

const MB = 1024 * 1024;
const PAGE_CACHE = { maxBytes: 64 * MB, maxEntries: 4_000, maxEntryBytes: 4 * MB };
/** A store of its own: its keys depend on what browsers send, and must not push pages out. */
const RSC_CACHE = { maxBytes: 16 * MB, maxEntries: 2_000, maxEntryBytes: MB };
/** Addresses whose plan is remembered; those asked for last stay. */
const MAX_KNOWN = 4_000;

export interface PublicAnswersOptions {
  readonly next: Handler;
  readonly api: Handler;
  readonly snapshot: Snapshot;
  readonly metrics: Metrics;
  readonly gate: RenderGate;
  readonly security: Headers;
  readonly publicUrl: string | null;
  readonly listenHost: string;
  readonly log: Log;
  readonly dev: boolean;
  readonly nowMs: () => number;
  readonly clock?: Clock;
}

export interface PublicAnswers {
  /** Sends at once what is in the cache for exactly this address; false when it must be looked at more closely. */
  sendKnown(req: IncomingMessage, res: ServerResponse): boolean;
  /** Sends a public answer, rendering it when needed; false when this request has none. */
  send(req: IncomingMessage, res: ServerResponse, url: URL, refuse: () => void): Promise<boolean>;
  gauges(): { cacheBytes: number; cacheEntries: number };
}

/** The site as pages see it, whoever asks: cached bytes must not depend on the Host of the first request. */
function site(publicUrl: string | null): { host: string; protocol: "http" | "https" } {
  if (publicUrl === null) return { host: "localhost", protocol: "http" };
  const url = new URL(publicUrl);
  return { host: url.host, protocol: url.protocol === "https:" ? "https" : "http" };
}

export function createPublicAnswers(options: PublicAnswersOptions): PublicAnswers {
  const { snapshot, metrics, security, publicUrl, listenHost, log, dev, nowMs } = options;
  const render = createRenderer({ ...options, ...site(publicUrl) });
  const shared = {
    version: () => snapshot.version,
    nowMs,
    onOutcome: metrics.cache,
    onFailure: (key: string, error: unknown) =>
      log.error("a page could not be rendered; the old one stays", { key, error }),
  };
  const pages = createResponseCache({ ...shared, ...PAGE_CACHE });
  const rsc = createResponseCache({ ...shared, ...RSC_CACHE });
  const files = createStaticFiles(options);
  const known = new Map<string, CachePlan>();
  const ownHosts = new Set<string>();

  function storeOf(plan: CachePlan) {
    return plan.kind === "rsc" ? rsc : pages;
  }

  function hostIsOwn(host: string | undefined, rule: HostRule): boolean {
    if (host === undefined) return false;
    if (ownHosts.has(host)) return true;
    if (!isOwnHost(host, rule)) return false;
    if (ownHosts.size < MAX_KNOWN) ownHosts.add(host);
    return true;
  }

  async function finished(result: Answer | Promise<Answer>): Promise<Answer> {
    try {
      return await result;
    } catch (error) {
      if (error instanceof FailedRender) return error.answer;
      throw error;
    }
  }

  /** The door has set headers for everybody; the answer brings its own, all of them. */
  function deliver(req: IncomingMessage, res: ServerResponse, answer: Answer): void {
    if (res.headersSent || res.destroyed) return;
    for (const [name] of security) res.removeHeader(name);
    sendAnswer(req, res, answer);
  }

  function remember(req: IncomingMessage, plan: CachePlan): void {
    if (plan.kind === "rsc" || req.url === undefined) return;
    known.delete(req.url);
    known.set(req.url, plan);
    if (known.size <= MAX_KNOWN) return;
    const [oldest] = known.keys();
    if (oldest !== undefined) known.delete(oldest);
  }

  return {
    gauges: () => ({
      cacheBytes: pages.bytes + rsc.bytes,
      cacheEntries: pages.size + rsc.size,
    }),
    sendKnown(req, res) {
      const plan = known.get(req.url ?? "");
      if (plan === undefined || req.method !== "GET") return false;
      const { headers } = req;
      if (headers.cookie !== undefined || headers.authorization !== undefined) return false;
      if (headers.rsc !== undefined || !hostIsOwn(headers.host, { publicUrl, listenHost }))
        return false;
      if (!pages.has(plan.key)) {
        known.delete(req.url ?? "");
        return false;
      }
      const answer = pages.answerNow(plan.key, () => render(plan));
      if (answer === null) return false;
      metrics.request(plan.handler === "next" ? "page" : "api", sendAnswer(req, res, answer));
      return true;
    },
    async send(req, res, url, refuse) {
      if (dev) return false;
      if (routeClass(url.pathname) === "static") return files.send(req, res, url.pathname, refuse);
      const plan = cachePlan(req, url);
      if (plan === null) return false;
      const store = storeOf(plan);
      if (!store.has(plan.key)) refuse();
      deliver(req, res, await finished(store.answer(plan.key, () => render(plan))));
      remember(req, plan);
      return true;
    },
  };
}
