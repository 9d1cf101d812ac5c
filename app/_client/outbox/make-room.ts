/**
 * A phone that is full. The public pages that it keeps to be read without a network (public/sw-pages.js) share its space
 * with what waits to be sent, and can be fetched again: they go first.
 */
import type { OutboxEntry } from "./outbox-entry.ts";
import type { OutboxStore } from "./outbox-store.ts";

const KEPT_PAGES = "gatewatch.pages";

const isForSpace = (error: unknown): boolean =>
  error instanceof DOMException && error.name === "QuotaExceededError";

/** True when there was something to let go of. */
const dropKeptPages = (): Promise<boolean> => caches.delete(KEPT_PAGES).catch(() => false);

/**
 * Writes; where there is no space for it, makes some and writes once more.
 * @throws what the write threw: it failed for another reason, or nothing could be let go of
 */
export async function withRoom<T>(
  write: () => Promise<T>,
  makeRoom: () => Promise<boolean> = dropKeptPages,
): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (!isForSpace(error) || !(await makeRoom())) throw error;
    return write();
  }
}

/**
 * Writes down how far a report has come that lies here already. Full, the phone goes on without: sent again under its id
 * it counts once. What the server has makes room instead.
 */
export async function putAgain(store: OutboxStore, entry: OutboxEntry): Promise<void> {
  try {
    await store.put(entry);
  } catch {
    if (entry.state === "received") await store.remove([entry.id]).catch(() => undefined);
  }
}
