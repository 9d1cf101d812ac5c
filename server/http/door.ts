/**
 * The front door: every request comes in here.
 *
 *   refuse (method, host, origin, size, rate) -> live stream | health | response cache | API | Next
 *
 * A cached answer is sent without parsing the URL, reading a clock twice or making an object: that path is what the
 * budget against a bare node:http server is about. Everything else goes through `answer`, where what is thrown becomes
 * a refusal or, for a bug, one plain sentence with the request id. In development (`dev`) pages go to Next uncached.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import { type Clock, realClock } from "#server/domain/clock.ts";
import { DomainError } from "#server/domain/errors.ts";
import type { Readiness } from "#server/live/listen.ts";
import type { Snapshot } from "#server/live/snapshot.ts";
import type { Log } from "#server/log.ts";
import { createApiReads, type ReadKey } from "./api-reads.ts";
import { routeClass } from "./cache-rules.ts";
import type { Handler } from "./capture.ts";
import { createHandOver } from "./hand-over.ts";
import { createLimits, type Limits } from "./limits.ts";
import { createLiveStream } from "./live-stream.ts";
import { pagePath } from "./locale-path.ts";
import { type Build, createMetrics, type WebhookGauges } from "./metrics.ts";
import { matchPhotoPath } from "./photo-paths.ts";
import { sendBug, sendProblem } from "./problem.ts";
import { createPublicAnswers } from "./public-answers.ts";
import { sendRefusalPage } from "./refusal-page.ts";
import { isRead, refuseHost, refuseMethod, refuseWrite, requestUrl } from "./refusals.ts";
import { createRenderGate } from "./render-gate.ts";
import { clientAddress, limitKey, nextRequestId } from "./request.ts";
import { exerciseHeaders, securityHeaders } from "./security-headers.ts";

export interface DoorOptions {
  readonly next: Handler;
  /** Next's own web socket, in development. */
  readonly nextUpgrade?: (req: IncomingMessage, socket: Duplex, head: Buffer) => unknown;
  /** Everything under /api/trpc, /api/v1 and /feeds. */
  readonly api: Handler;
  readonly readKey: ReadKey;
  readonly snapshot: Snapshot;
  readonly readiness: () => Readiness;
  readonly log: Log;
  /** Null: not configured. */
  readonly publicUrl: string | null;
  readonly listenHost: string;
  /** How many proxies of our own stand in front and append to X-Forwarded-For. */
  readonly trustedProxies: number;
  readonly dev: boolean;
  readonly build: Build;
  readonly limits?: Partial<Limits>;
  readonly nowMs?: () => number;
  /** By which statuses age; the machine's own when not given. */
  readonly clock?: Clock;
  /** How late webhooks are, for the metrics; absent: they say nothing of it. */
  readonly webhookLag?: () => Promise<WebhookGauges | null>;
}

export interface Door {
  readonly server: Server;
  /** Ends live streams, lets running requests finish for some seconds, then closes what is left. */
  close(): Promise<void>;
}

const MAX_HEADER_BYTES = 16 * 1024;
const HEADERS_TIMEOUT_MS = 10_000;
const REQUEST_TIMEOUT_MS = 30_000;
/** Longer than a proxy's own idle time (nginx: 60 s), so that it never sends into a connection just closed. */
const KEEP_ALIVE_MS = 65_000;
const CLOSE_LIMIT_MS = 2_500;
/** Of public pages, and of what is for one person alone. */
const GATE = { concurrent: 8, queued: 128 };

export function createDoor(options: DoorOptions): Door {
  const { snapshot, readiness, log, publicUrl, listenHost, trustedProxies, dev, build } = options;
  const nowMs = options.nowMs ?? Date.now;
  const clock = options.clock ?? realClock(Date.now);
  const security = [...securityHeaders(publicUrl), ...exerciseHeaders(clock.exercise)];
  const metrics = createMetrics();
  const limits = createLimits(options.limits ?? {}, nowMs);
  const gates = { shared: createRenderGate(GATE), personal: createRenderGate(GATE) };
  const publicAnswers = createPublicAnswers({
    ...options,
    metrics,
    gate: gates.shared,
    security,
    nowMs,
  });
  const handOver = createHandOver({ ...options, gate: gates.personal, security });
  const readApi = createApiReads({
    limits,
    publicAnswers,
    readKey: options.readKey,
    handOver: handOver.read,
  });
  const live = createLiveStream({
    snapshot,
    isReady: () => readiness().isReady,
    maxClients: limits.values.liveClients,
    maxClientsPerAddress: limits.values.liveClientsPerAddress,
    headers: security,
    clock,
  });

  function sendText(res: ServerResponse, status: number, text: string, type = "text/plain"): void {
    res.writeHead(status, {
      "Content-Type": `${type}; charset=utf-8`,
      "Content-Length": Buffer.byteLength(text),
      "Cache-Control": "no-store",
    });
    res.end(text);
  }

  function sendReadiness(res: ServerResponse): void {
    const { isReady, reason } = readiness();
    sendText(
      res,
      isReady ? 200 : 503,
      `${JSON.stringify({ ready: isReady, reason })}\n`,
      "application/json",
    );
  }

  async function metricsText(): Promise<string> {
    const webhooks = (await options.webhookLag?.()) ?? null;
    const hasChanged = snapshot.changedAtMs > 0;
    return metrics.text(
      {
        ...publicAnswers.gauges(),
        rendersRunning: gates.shared.running + gates.personal.running,
        rendersWaiting: gates.shared.waiting + gates.personal.waiting,
        snapshotVersion: snapshot.version,
        snapshotAgeSeconds: hasChanged ? (nowMs() - snapshot.changedAtMs) / 1000 : null,
        crossings: snapshot.list().length,
        liveClients: live.clients,
        isReady: readiness().isReady,
        webhooks,
      },
      build,
    );
  }

  async function sendHealth(res: ServerResponse, pathname: string): Promise<void> {
    if (pathname === "/healthz") sendText(res, 200, "ok\n");
    else if (pathname === "/readyz") sendReadiness(res);
    else sendText(res, 200, await metricsText(), "text/plain; version=0.0.4");
  }

  /** Where a path that is written in another way really is; null when it is right. */
  function canonical(url: URL): string | null {
    const trimmed = url.pathname === "/" ? "/" : url.pathname.replace(/\/+$/, "");
    const page = pagePath(trimmed);
    if (page.kind === "redirect") return `${page.to}${url.search}`;
    return page.kind === "page" && trimmed !== url.pathname
      ? `${trimmed || "/"}${url.search}`
      : null;
  }

  async function answer(req: IncomingMessage, res: ServerResponse, id: string): Promise<void> {
    const url = requestUrl(req);
    const route = routeClass(url.pathname);
    res.once("close", () => metrics.request(route, res.statusCode));
    for (const [name, value] of security) res.setHeader(name, value);
    res.setHeader("X-Request-Id", id);
    refuseMethod(req, res, route);
    if (route === "health") return sendHealth(res, url.pathname);
    refuseHost(req, { publicUrl, listenHost });
    const address = limitKey(clientAddress(req, trustedProxies));
    if (route === "live") return live.connect(req, res, address);
    const isApiRead = route === "api" && matchPhotoPath(url.pathname) === null;
    if (isApiRead && (isRead(req) || req.method === "OPTIONS")) {
      return readApi(req, res, { url, route, id, address });
    }
    if (!isRead(req)) {
      refuseWrite(req, route, publicUrl);
      limits.refuseWrite(address, url.pathname, route === "api" ? res : null);
      return handOver.write(req, res, { url, route, id });
    }
    const elsewhere = canonical(url);
    if (elsewhere !== null) {
      res.writeHead(308, { Location: elsewhere, "Cache-Control": "public, max-age=300" });
      return void res.end();
    }
    if (await publicAnswers.send(req, res, url, () => limits.refuseRead(address, null))) return;
    // In development Next sends its own files, and a page has hundreds.
    if (!dev || route !== "static") limits.refuseRead(address, null);
    return handOver.read(req, res, { url, route, id });
  }

  function fail(res: ServerResponse, error: unknown, id: string, req: IncomingMessage): void {
    const isRefusal = error instanceof DomainError;
    if (!isRefusal) log.error("a request failed", { requestId: id, method: req.method, error });
    if (sendRefusalPage(req, res, { error, requestId: id })) return;
    if (isRefusal) sendProblem(res, error, id);
    else sendBug(res, id);
  }

  function onRequest(req: IncomingMessage, res: ServerResponse): void {
    if (publicAnswers.sendKnown(req, res)) return;
    const id = nextRequestId();
    const startedAt = performance.now();
    // Without an address: who sent a report must not be found by reading the log beside it.
    res.once("close", () => {
      const ms = Math.round(performance.now() - startedAt);
      log.debug("request", { requestId: id, method: req.method, status: res.statusCode, ms });
    });
    answer(req, res, id).catch((error: unknown) => fail(res, error, id, req));
  }

  const server = createServer(
    {
      maxHeaderSize: MAX_HEADER_BYTES,
      headersTimeout: HEADERS_TIMEOUT_MS,
      requestTimeout: REQUEST_TIMEOUT_MS,
      keepAliveTimeout: KEEP_ALIVE_MS,
      noDelay: true,
    },
    onRequest,
  );
  server.on("upgrade", (req, socket, head) => {
    if (dev && options.nextUpgrade !== undefined) options.nextUpgrade(req, socket, head);
    else socket.destroy();
  });

  return {
    server,
    async close() {
      live.close();
      metrics.stop();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const limit = setTimeout(() => server.closeAllConnections(), CLOSE_LIMIT_MS);
      await closed;
      clearTimeout(limit);
    },
  };
}
