/** Photos on this phone: a database of their own, so that a full or broken one never touches the reports. */
import { withRoom } from "#app/_client/outbox/make-room.ts";
import { isWiped } from "#app/_client/outbox/wiped.ts";
import { KeptPhoto } from "./kept-photo.ts";

const DATABASE = "gatewatch-photos";
const PHOTOS = "photos";
const VERSION = 1;

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

let opening: Promise<IDBDatabase> | undefined;

function open(): Promise<IDBDatabase> {
  if (isWiped()) return Promise.reject(new Error("this phone has been wiped"));
  opening ??= new Promise<IDBDatabase>((resolve, reject) => {
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => request.result.createObjectStore(PHOTOS, { keyPath: "id" });
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("another tab holds an older database"));
    request.onsuccess = () => {
      // Another tab wipes the phone: let it.
      request.result.onversionchange = () => {
        request.result.close();
        opening = undefined;
      };
      resolve(request.result);
    };
  }).catch((error: unknown) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

/** All of this phone's photos, oldest first. @throws when the browser keeps nothing */
export async function listPhotos(): Promise<KeptPhoto[]> {
  const database = await open();
  const found = await done(database.transaction(PHOTOS).objectStore(PHOTOS).getAll());
  return found
    .flatMap((one: unknown) => {
      const parsed = KeptPhoto.safeParse(one);
      return parsed.success ? [parsed.data] : [];
    })
    .sort((a, b) => a.addedAtMs - b.addedAtMs);
}

async function write(act: (store: IDBObjectStore) => void): Promise<void> {
  const database = await open();
  const transaction = database.transaction(PHOTOS, "readwrite");
  act(transaction.objectStore(PHOTOS));
  await new Promise<void>((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    // Every failure ends in this one, and only then the transaction knows why.
    transaction.onabort = () => reject(transaction.error);
  });
}

/** Kept when it resolves. @throws when the phone is full */
export const putPhoto = (photo: KeptPhoto): Promise<void> =>
  withRoom(() => write((store) => void store.put(photo)));

export const removePhotos = (ids: readonly string[]): Promise<void> =>
  write((store) => {
    for (const id of ids) store.delete(id);
  });

/** Takes every photo off this phone. */
export async function deletePhotoDatabase(): Promise<void> {
  if (opening !== undefined) (await opening.catch(() => null))?.close();
  opening = undefined;
  await new Promise<void>((resolve) => {
    const request = indexedDB.deleteDatabase(DATABASE);
    request.onsuccess = () => resolve();
    request.onerror = () => resolve();
    request.onblocked = () => resolve();
  });
}
