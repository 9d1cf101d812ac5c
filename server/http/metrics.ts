/** Counters of the front door and the text in which Prometheus reads them (exposition format 0.0.4). */
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Outcome } from "./response-cache.ts";

export interface Build {
  readonly version: string;
  readonly node: string;
}

/** What is read at the moment of asking. */
export interface Gauges {
  readonly snapshotVersion: number;
  /** Seconds since the snapshot last changed; null before the first load. */
  readonly snapshotAgeSeconds: number | null;
  readonly crossings: number;
  readonly liveClients: number;
  readonly cacheBytes: number;
  readonly cacheEntries: number;
  readonly rendersRunning: number;
  readonly rendersWaiting: number;
  readonly isReady: boolean;
  /** Null: not known. */
  readonly webhooks: WebhookGauges | null;
}

/** How far behind the telling of firms is. */
export interface WebhookGauges {
  readonly waiting: number;
  readonly lateSeconds: number;
  readonly endpoints: number;
  readonly disabledEndpoints: number;
}

export interface Metrics {
  request(routeClass: string, status: number): void;
  cache(outcome: Outcome): void;
  text(gauges: Gauges, build: Build): string;
  stop(): void;
}

const NS_PER_SECOND = 1e9;
const DELAY_RESOLUTION_MS = 20;

type Labels = Readonly<Record<string, string>>;

function line(name: string, value: number, labels: Labels = {}): string {
  const inner = Object.entries(labels).map(
    ([key, text]) => `${key}="${text.replace(/["\\\n]/g, "_")}"`,
  );
  return `gatewatch_${name}${inner.length === 0 ? "" : `{${inner.join(",")}}`} ${value}`;
}

function family(
  name: string,
  type: "counter" | "gauge",
  help: string,
  lines: readonly string[],
): string {
  return `# HELP gatewatch_${name} ${help}\n# TYPE gatewatch_${name} ${type}\n${lines.join("\n")}\n`;
}

function gauge(name: string, help: string, value: number): string {
  return family(name, "gauge", help, [line(name, value)]);
}

function loopDelay(delay: ReturnType<typeof monitorEventLoopDelay>): string {
  const name = "event_loop_delay_seconds";
  const quantiles = [0.5, 0.99, 1].map((q) => {
    const ns = q === 1 ? delay.max : delay.percentile(q * 100);
    // The histogram measures a timer's whole interval; what is beyond its resolution is the delay.
    const seconds = Math.max(0, ns / NS_PER_SECOND - DELAY_RESOLUTION_MS / 1000);
    return line(name, seconds, { quantile: String(q) });
  });
  delay.reset();
  return family(name, "gauge", "Delay of the event loop since it was last asked for", quantiles);
}

function webhookGauges(now: WebhookGauges | null): string[] {
  if (now === null) return [];
  return [
    gauge("webhook_notices_waiting", "Notices that are due, or were tried before", now.waiting),
    gauge("webhook_lag_seconds", "How late the oldest notice is", now.lateSeconds),
    gauge("webhook_endpoints", "Webhooks of firms", now.endpoints),
    gauge("webhook_endpoints_disabled", "Of them, switched off", now.disabledEndpoints),
  ];
}

export function createMetrics(): Metrics {
  const requests = new Map<string, Map<number, number>>();
  const outcomes: Record<Outcome, number> = { hit: 0, stale: 0, miss: 0 };
  const delay = monitorEventLoopDelay({ resolution: DELAY_RESOLUTION_MS });
  delay.enable();

  function requestLines(): string[] {
    return [...requests].flatMap(([route, statuses]) =>
      [...statuses].map(([status, n]) =>
        line("requests_total", n, { route, status: String(status) }),
      ),
    );
  }

  function cacheLines(): string[] {
    return Object.entries(outcomes).map(([outcome, n]) => line("cache_total", n, { outcome }));
  }

  return {
    request(routeClass, status) {
      let statuses = requests.get(routeClass);
      if (statuses === undefined) {
        statuses = new Map();
        requests.set(routeClass, statuses);
      }
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    },
    cache(outcome) {
      outcomes[outcome] += 1;
    },
    text(now, build) {
      const memory = process.memoryUsage();
      const info = line("build_info", 1, { version: build.version, node: build.node });
      return [
        family("requests_total", "counter", "Requests by route and status", requestLines()),
        family("cache_total", "counter", "Response cache by outcome", cacheLines()),
        gauge("cache_bytes", "Bytes in the response cache", now.cacheBytes),
        gauge("cache_entries", "Entries in the response cache", now.cacheEntries),
        gauge("renders_running", "Renders under way", now.rendersRunning),
        gauge("renders_waiting", "Renders waiting for their turn", now.rendersWaiting),
        gauge("live_clients", "Clients of the live stream", now.liveClients),
        gauge("snapshot_version", "Version of the snapshot", now.snapshotVersion),
        gauge(
          "snapshot_age_seconds",
          "Since its last change",
          now.snapshotAgeSeconds ?? Number.NaN,
        ),
        gauge("crossings", "Crossings in the snapshot", now.crossings),
        gauge("ready", "1 when this process is ready", now.isReady ? 1 : 0),
        gauge("memory_rss_bytes", "Resident memory", memory.rss),
        gauge("memory_heap_bytes", "Heap in use", memory.heapUsed),
        gauge("uptime_seconds", "Since the process started", Math.floor(process.uptime())),
        ...webhookGauges(now.webhooks),
        loopDelay(delay),
        family("build_info", "gauge", "What is running", [info]),
      ].join("");
    },
    stop: () => void delay.disable(),
  };
}
