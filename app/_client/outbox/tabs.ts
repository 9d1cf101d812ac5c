/** What the tabs and the service worker (public/sw.js) of one phone agree on. */

/** Whoever holds it sends. */
export const SEND_LOCK = "gatewatch.outbox";
/** "changed": read the outbox again; "wiped": nothing is here any more. */
export const CHANNEL = "gatewatch.outbox";
const SYNC_TAG = "gatewatch.outbox";

interface SyncRegistration {
  readonly sync: { register(tag: string): Promise<void> };
}

/** Background Sync is in no standard's types, and in no Safari. */
function canSync(registration: object): registration is SyncRegistration {
  return "sync" in registration;
}

/** Asks the browser to wake the service worker when there is a line, also after the app was closed. */
export function requestSync(): void {
  navigator.serviceWorker?.ready
    .then((registration) => (canSync(registration) ? registration.sync.register(SYNC_TAG) : null))
    // Refused or missing: the page sends by itself.
    .catch(() => null);
}
