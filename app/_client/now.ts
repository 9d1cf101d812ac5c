"use client";
import { useSyncExternalStore } from "react";
import type { Instant } from "#server/domain/time.ts";

/** Ages are shown in whole minutes at the finest; twice a minute keeps them right. */
const TICK_MS = 30_000;

let current: Instant | null = null;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, TICK_MS);
  document.addEventListener("visibilitychange", tick);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
    document.removeEventListener("visibilitychange", tick);
  };
}

/** Also when the page is shown again: a phone that slept must not show old ages. */
function tick(): void {
  current = new Date().toISOString();
  for (const listener of listeners) listener();
}

/**
 * The browser's clock, in steps of half a minute; null on the server and while the page is being taken over,
 * so that what is drawn first is what the server sent.
 */
export function useNow(): Instant | null {
  return useSyncExternalStore(
    subscribe,
    () => {
      current ??= new Date().toISOString();
      return current;
    },
    () => null,
  );
}
