"use client";
import { useSyncExternalStore } from "react";
import { fromMs, type Instant } from "#server/domain/time.ts";
import { worldNowMs, worldSpeed } from "./world-clock.ts";

/** Ages are shown in whole minutes at the finest; twice a minute keeps them right. */
const TICK_MS = 30_000;
/** In an exercise a day passes in a minute or less. */
const FAST_TICK_MS = 1_000;

let current: Instant | null = null;
const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(tick, worldSpeed() > 1 ? FAST_TICK_MS : TICK_MS);
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
  current = fromMs(worldNowMs());
  for (const listener of listeners) listener();
}

/**
 * The server's clock as the browser knows it, in steps of half a minute; null on the server and while the page is being taken over,
 * so that what is drawn first is what the server sent.
 */
export function useNow(): Instant | null {
  return useSyncExternalStore(
    subscribe,
    () => {
      current ??= fromMs(worldNowMs());
      return current;
    },
    () => null,
  );
}
