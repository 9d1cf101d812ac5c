"use client";
/**
 * What the live stream last said, shared by everything on the page that shows it: state of the connection,
 * instant of the last word, and the newest status of each crossing. State, not a log: a snapshot replaces all.
 */
import { useSyncExternalStore } from "react";
import type { CrossingStatus } from "#server/domain/status.ts";
import type { Instant } from "#server/domain/time.ts";

export type LiveState = "connecting" | "live" | "offline";

export interface LiveView {
  readonly state: LiveState;
  readonly lastHeardAt: Instant | null;
  readonly statuses: ReadonlyMap<string, CrossingStatus>;
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

export function useLive(): LiveView {
  return useSyncExternalStore(
    subscribe,
    () => view,
    () => EMPTY,
  );
}

export const liveStore = {
  state(state: LiveState, at: Instant): void {
    publish({ ...view, state, lastHeardAt: state === "live" ? at : view.lastHeardAt });
  },
  snapshot(statuses: readonly CrossingStatus[], at: Instant): void {
    publish({
      state: "live",
      lastHeardAt: at,
      statuses: new Map(statuses.map((status) => [status.crossingId, status])),
    });
  },
  crossing(status: CrossingStatus, at: Instant): void {
    const statuses = new Map(view.statuses).set(status.crossingId, status);
    publish({ state: "live", lastHeardAt: at, statuses });
  },
} as const;
