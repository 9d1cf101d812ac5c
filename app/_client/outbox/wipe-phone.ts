/** Takes everything of a reporter off this phone: reports, what was kept to work offline, and the session. */
import { wipePhotos } from "#app/_client/photos/photos.ts";
import { letGo } from "./outbox.ts";
import { deleteDatabase } from "./outbox-store.ts";

const PREFIX = "gatewatch.";
const SIGN_OUT_LIMIT_MS = 5_000;

function clearStorage(storage: Storage): void {
  for (const key of Object.keys(storage)) if (key.startsWith(PREFIX)) storage.removeItem(key);
}

async function dropWorker(): Promise<void> {
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(registrations.map((registration) => registration.unregister()));
  for (const name of await caches.keys()) await caches.delete(name);
}

/** Auth.js ends the session there and clears its cookie; without a line only the phone is wiped. */
async function endSession(): Promise<boolean> {
  const signal = AbortSignal.timeout(SIGN_OUT_LIMIT_MS);
  try {
    const token: unknown = await (await fetch("/api/auth/csrf", { signal })).json();
    if (typeof token !== "object" || token === null || !("csrfToken" in token)) return false;
    const body = new URLSearchParams({ csrfToken: String(token.csrfToken), callbackUrl: "/" });
    const { ok } = await fetch("/api/auth/signout", { method: "POST", body, signal });
    return ok;
  } catch {
    return false;
  }
}

/** @returns whether the session was ended too; without a line it cannot be */
export async function wipePhone(): Promise<boolean> {
  letGo();
  const attempts = [
    async () => clearStorage(localStorage),
    async () => clearStorage(sessionStorage),
    deleteDatabase,
    wipePhotos,
    dropWorker,
  ];
  // One that fails (blocked storage) must not keep the others from being done.
  await Promise.allSettled(attempts.map((attempt) => attempt()));
  return endSession();
}
