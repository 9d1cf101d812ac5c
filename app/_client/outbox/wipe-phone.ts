/** Takes everything of a reporter off this phone: reports, what was kept to work offline, the session and every cookie. */
import { wipePhotos } from "#app/_client/photos/photos.ts";
import { letGo } from "./outbox.ts";
import { deleteDatabase } from "./outbox-store.ts";
import { endSession, leaveMark } from "./unfinished-wipe.ts";

async function dropWorker(): Promise<void> {
  const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
  await Promise.all(registrations.map((registration) => registration.unregister()));
  for (const name of await caches.keys()) await caches.delete(name);
}

/**
 * @returns whether the session and the cookies are gone too; no script can take them without a line, so a mark that says
 *   nothing else is left, and the app's next visit with a line does it
 */
export async function wipePhone(): Promise<boolean> {
  letGo();
  const attempts = [
    async () => localStorage.clear(),
    async () => sessionStorage.clear(),
    deleteDatabase,
    wipePhotos,
    dropWorker,
  ];
  // One that fails (blocked storage) must not keep the others from being done.
  await Promise.allSettled(attempts.map((attempt) => attempt()));
  const isEnded = await endSession();
  if (!isEnded) leaveMark();
  return isEnded;
}
