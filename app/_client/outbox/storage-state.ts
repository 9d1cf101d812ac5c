/** Whether this phone can keep a report: asked before anybody writes one. */
import type { OutboxStore } from "./outbox-store.ts";

/** A thousand full reports, and what a browser itself needs around them. Bytes. */
const ENOUGH_BYTES = 5 * 1024 * 1024;

/**
 * `kept`: the browser has promised not to clear it; `clearable`: it may, when space runs out;
 * `nearly_full`: writing may fail soon; `none`: blocked, or a private window: only this open page holds it.
 */
export type StorageState = "kept" | "clearable" | "nearly_full" | "none";

export interface StorageFacts {
  readonly store: OutboxStore["kind"];
  readonly freeBytes: number | null;
  readonly isPersisted: boolean;
}

export function storageState({ store, freeBytes, isPersisted }: StorageFacts): StorageState {
  if (store === "memory") return "none";
  if (freeBytes !== null && freeBytes < ENOUGH_BYTES) return "nearly_full";
  return isPersisted ? "kept" : "clearable";
}

/** Asks the browser to keep what is stored, and how much room is left. */
export async function readStorageState(store: OutboxStore["kind"]): Promise<StorageState> {
  try {
    const [{ quota, usage }, isPersisted] = await Promise.all([
      navigator.storage.estimate(),
      navigator.storage.persist(),
    ]);
    const freeBytes = quota === undefined || usage === undefined ? null : quota - usage;
    return storageState({ store, freeBytes, isPersisted });
  } catch {
    // An older browser, or no https: what is stored may be cleared.
    return storageState({ store, freeBytes: null, isPersisted: false });
  }
}
