"use client";
/**
 * How long a dispatcher's loads keep, by corridor, as typed. In this browser alone: what a firm carries and how fast it
 * spoils is nobody else's business, the server's neither.
 */
import { useSyncExternalStore } from "react";

const keyOf = (corridorId: string) => `gatewatch.keeping.${corridorId}`;

/** Where the browser forbids storage, what was typed stays until the page is left. */
const unkept = new Map<string, string>();
const listeners = new Set<() => void>();

function read(corridorId: string): string {
  try {
    return localStorage.getItem(keyOf(corridorId)) ?? unkept.get(corridorId) ?? "";
  } catch {
    return unkept.get(corridorId) ?? "";
  }
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  window.addEventListener("storage", listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener("storage", listener);
  };
}

export function keepHours(corridorId: string, text: string): void {
  unkept.set(corridorId, text);
  try {
    if (text === "") localStorage.removeItem(keyOf(corridorId));
    else localStorage.setItem(keyOf(corridorId), text);
  } catch {
    // It is in `unkept`.
  }
  for (const listener of listeners) listener();
}

/** As typed; empty on the server and where nothing was typed. */
export function useKeepingHours(corridorId: string): string {
  return useSyncExternalStore(
    subscribe,
    () => read(corridorId),
    () => "",
  );
}
