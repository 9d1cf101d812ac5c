/**
 * The browser's end of /live. Connects, and connects again: after an error by a back-off with some chance in it (so
 * that thousands do not come back in the same instant), at once when the network or the tab returns.
 *
 * A connection can die without an error. The server sends `beat` every 20 s; nothing for 45 s means that it is dead.
 * A connection begins with the whole snapshot, unless what is held already is just that: the page was drawn from it, or
 * the line broke and nothing has changed since.
 */
import {
  type LiveBeat,
  type LiveChange,
  type LiveHeld,
  type LiveSnapshot,
  liveMark,
} from "#server/domain/live-status.ts";

export type LiveConnection = "connecting" | "live" | "offline";

export interface LiveHandlers {
  onSnapshot(snapshot: LiveSnapshot): void;
  onCrossing(change: LiveChange): void;
  onBeat?(beat: LiveBeat): void;
  /** `lastWordAtMs`: when the server was last heard, by the browser's clock; null: never. */
  onState(state: LiveConnection, lastWordAtMs: number | null): void;
}

/** What the browser offers; a test offers its own. */
export interface LiveBrowser {
  open(url: string): EventSource;
  nowMs(): number;
  random(): number;
  isOnline(): boolean;
  isVisible(): boolean;
  onReturn(listener: () => void): () => void;
}

const SILENCE_MS = 45_000;
const WATCH_EVERY_MS = 5_000;
const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;
/** From so many failures on, the reader is told. */
const OFFLINE_AFTER_FAILURES = 3;

const browser: LiveBrowser = {
  open: (url) => new EventSource(url),
  nowMs: () => Date.now(),
  random: () => Math.random(),
  isOnline: () => navigator.onLine,
  isVisible: () => document.visibilityState === "visible",
  onReturn(listener) {
    window.addEventListener("online", listener);
    window.addEventListener("pageshow", listener);
    document.addEventListener("visibilitychange", listener);
    return () => {
      window.removeEventListener("online", listener);
      window.removeEventListener("pageshow", listener);
      document.removeEventListener("visibilitychange", listener);
    };
  },
};

/** The event's data; its type is what our own server sends under that name (server/http/live-frames.ts). */
function dataOf<T>(event: MessageEvent<string>): T {
  return JSON.parse(event.data) as T;
}

/**
 * Follows the live stream until the returned function is called.
 * @param drawn what the page was drawn from
 */
export function connectLive(
  handlers: LiveHandlers,
  drawn: LiveHeld | null,
  env: LiveBrowser = browser,
): () => void {
  let held = drawn;
  let source: EventSource | null = null;
  let failures = 0;
  let lastWordAtMs: number | null = null;
  let openedAtMs = 0;
  let retry: ReturnType<typeof setTimeout> | null = null;

  function heard(): void {
    lastWordAtMs = env.nowMs();
    failures = 0;
    handlers.onState("live", lastWordAtMs);
  }

  function shut(): void {
    source?.close();
    source = null;
    if (retry !== null) clearTimeout(retry);
    retry = null;
  }

  function lost(): void {
    shut();
    failures += 1;
    const isOffline = failures >= OFFLINE_AFTER_FAILURES || !env.isOnline();
    handlers.onState(isOffline ? "offline" : "connecting", lastWordAtMs);
    const longest = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LAST_RETRY_MS);
    retry = setTimeout(open, longest * (0.5 + env.random() / 2));
  }

  function open(): void {
    shut();
    openedAtMs = env.nowMs();
    const opened = env.open(held === null ? "/live" : `/live?have=${liveMark(held)}`);
    source = opened;
    opened.addEventListener("snapshot", (event: MessageEvent<string>) => {
      heard();
      const snapshot = dataOf<LiveSnapshot>(event);
      held = { series: snapshot.series, version: snapshot.version };
      handlers.onSnapshot(snapshot);
    });
    opened.addEventListener("crossing", (event: MessageEvent<string>) => {
      heard();
      const change = dataOf<LiveChange>(event);
      if (held !== null) held = { ...held, version: change.version };
      handlers.onCrossing(change);
    });
    opened.addEventListener("beat", (event: MessageEvent<string>) => {
      heard();
      handlers.onBeat?.(dataOf<LiveBeat>(event));
    });
    opened.onerror = () => {
      if (source === opened) lost();
    };
  }

  const isSilent = () => env.nowMs() - Math.max(lastWordAtMs ?? 0, openedAtMs) > SILENCE_MS;

  function watch(): void {
    // A hidden tab's timers are throttled; it is looked at again when it is shown.
    if (source !== null && env.isVisible() && isSilent()) lost();
  }

  function onReturn(): void {
    if (!env.isVisible()) return;
    if (source === null || isSilent()) {
      failures = 0;
      handlers.onState("connecting", lastWordAtMs);
      open();
    }
  }

  const watcher = setInterval(watch, WATCH_EVERY_MS);
  const forget = env.onReturn(onReturn);
  handlers.onState("connecting", null);
  open();
  return () => {
    clearInterval(watcher);
    forget();
    shut();
  };
}
