/** Rendering for the cache: one request of our own to the handler, its answer made ready to send. */
import type { Clock } from "#server/domain/clock.ts";
import { toMs } from "#server/domain/time.ts";
import type { Snapshot } from "#server/live/snapshot.ts";
import type { CachePlan } from "./cache-rules.ts";
import { type Headers, makeAnswer } from "./cached-entry.ts";
import { type Captured, capture, type Handler, requestFrom } from "./capture.ts";
import { contentSecurityPolicy, DATA_POLICY, inlineScriptHashes } from "./csp.ts";
import { mayBeFramed, withOuterLocation } from "./locale-path.ts";
import type { RenderGate } from "./render-gate.ts";
import { FailedRender, type Rendered } from "./response-cache.ts";

const RENDER_TIMEOUT_MS = 15_000;
/** Something missing may be there soon; asking for it over and over must still cost little. */
const KEEP_MISSING_MS = 5_000;
/** When ageing is late, the page is kept until it has caught up. */
const AGEING_GRACE_MS = 1_000;

/**
 * A browser asks each time (a page fetched because something changed must not come from its own cache), a shared
 * cache at most once a second. CDN-Cache-Control (RFC 9213) is for CDNs alone: only they may serve the old one
 * while they fetch the new.
 */
const CACHED: Headers = [
  ["Cache-Control", "public, max-age=0, s-maxage=1, must-revalidate"],
  ["CDN-Cache-Control", "public, max-age=1, stale-while-revalidate=10"],
];
const CACHED_PAST: Headers = [
  ["Cache-Control", "public, max-age=0, s-maxage=30, must-revalidate"],
  ["CDN-Cache-Control", "public, max-age=30, stale-while-revalidate=300"],
];

/**
 * A text page is for lines that come and go: within a minute a browser need not ask again, and for days whatever can
 * (a CDN, a proxy before a village's line) may show the old one while it fetches the new, or while nothing answers.
 * It names the instant of which it speaks and until when that counts.
 */
const CACHED_TEXT: Headers = [
  [
    "Cache-Control",
    "public, max-age=60, s-maxage=1, stale-while-revalidate=259200, stale-if-error=604800",
  ],
  ["CDN-Cache-Control", "public, max-age=1, stale-while-revalidate=10, stale-if-error=604800"],
];

const cachingOf = ({ isText, isPast }: CachePlan): Headers =>
  isText ? CACHED_TEXT : isPast ? CACHED_PAST : CACHED;

export interface RendererOptions {
  readonly next: Handler;
  readonly api: Handler;
  readonly snapshot: Snapshot;
  readonly gate: RenderGate;
  readonly nowMs: () => number;
  /** By which statuses age; the machine's own when not given. */
  readonly clock?: Pick<Clock, "untilMs"> | undefined;
  readonly security: Headers;
  /** Where pages believe they are. */
  readonly host: string;
  readonly protocol: "http" | "https";
}

function mayKeep(captured: Captured, plan: CachePlan): boolean {
  if (captured.status !== 200 && captured.status !== 404) return false;
  const { headers } = captured;
  if (headers["set-cookie"] !== undefined || headers["content-encoding"] !== undefined)
    return false;
  // Next marks every dynamic page as private; the API means it.
  return (
    plan.handler === "next" || !/no-store|private/.test(String(headers["cache-control"] ?? ""))
  );
}

function policy(captured: Captured, { url }: CachePlan): string {
  if (!/^text\/html/i.test(String(captured.headers["content-type"]))) return DATA_POLICY;
  const hashes = inlineScriptHashes(captured.body.toString("utf8"));
  const [pathname = ""] = url.split("?", 1);
  const framing = mayBeFramed(pathname) ? "anybody" : "nobody";
  return contentSecurityPolicy({ by: "hash", hashes }, framing);
}

/** Returns the function that renders a plan. */
export function createRenderer(options: RendererOptions): (plan: CachePlan) => Promise<Rendered> {
  const { next, api, snapshot, gate, nowMs, clock, security, host, protocol } = options;

  function keepUntil(captured: Captured, plan: CachePlan): number | null {
    if (!mayKeep(captured, plan)) return 0;
    if (captured.status === 404) return nowMs() + KEEP_MISSING_MS;
    if (plan.isPast || snapshot.nextChangeAt === null) return null;
    const dueInMs = clock?.untilMs(snapshot.nextChangeAt) ?? toMs(snapshot.nextChangeAt) - nowMs();
    return nowMs() + Math.max(dueInMs, AGEING_GRACE_MS);
  }

  return async (plan) => {
    const headers = { host, "x-forwarded-proto": protocol, accept: "*/*", ...plan.headers };
    const req = () => requestFrom({ method: "GET", url: plan.url, headers });
    const handler = plan.handler === "next" ? next : api;
    const rendered = await gate.run(() => capture(handler, req(), RENDER_TIMEOUT_MS));
    const captured = withOuterLocation(rendered);
    const keepUntilMs = keepUntil(captured, plan);
    const answer = await makeAnswer(captured, [
      ...(keepUntilMs === 0 ? [["Cache-Control", "no-store"] as const] : cachingOf(plan)),
      ["Content-Security-Policy", policy(captured, plan)],
      ...security,
      ...plan.extra,
    ]);
    if (captured.status >= 500) throw new FailedRender(answer);
    return { answer, keepUntilMs };
  };
}
