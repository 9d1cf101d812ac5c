"use client";
/**
 * What the live stream last said, shared by everything on the page that shows it: state of the connection,
 * instant of the last word, and the newest status of each crossing. State, not a log: a snapshot replaces all.
 */
import { useSyncExternalStore } from "react";
import type { LiveStatus } from "#server/domain/live-status.ts";
import { fromMs, type Instant } from "#server/domain/time.ts";
import type { LiveConnection, LiveHandlers } from "./live.ts";
import { setWorldClock } from "./world-clock.ts";

export interface LiveView {
  readonly state: LiveConnection;
  /** When the server was last heard, by the browser's clock. */
  readonly lastHeardAt: Instant | null;
  readonly statuses: ReadonlyMap<string, LiveStatus>;
}

const EMPTY: LiveView = { state: "connecting", lastHeardAt: null, statuses: new Map() };

let view = EMPTY;
const listeners = new Set<() => void>();

function publish(next: LiveView): void {
  view = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The whole view. Whoever needs a part of it uses the hooks below, and is not drawn again at each beat. */
export function useLive(): LiveView {
  return useSyncExternalStore(
    subscribe,
    () => view,
    () => EMPTY,
  );
}

/** The newest status of each crossing; the same map until one changes. Empty before the first word. */
export function useLiveStatuses(): LiveView["statuses"] {
  return useSyncExternalStore(
    subscribe,
    () => view.statuses,
    () => EMPTY.statuses,
  );
}

/** Where `connectLive` puts what it hears. */
export const liveHandlers: LiveHandlers = {
  onState(state, lastWordAtMs) {
    publish({ ...view, state, lastHeardAt: lastWordAtMs === null ? null : fromMs(lastWordAtMs) });
  },
  onSnapshot({ crossings }) {
    publish({ ...view, statuses: new Map(crossings.map((status) => [status.crossingId, status])) });
  },
  onBeat: ({ nowMs }) => setWorldClock(nowMs),
  onCrossing({ crossing }) {
    publish({ ...view, statuses: new Map(view.statuses).set(crossing.crossingId, crossing) });
  },
};
