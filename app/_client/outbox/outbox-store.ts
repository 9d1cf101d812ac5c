/**
 * Where reports lie on this phone: IndexedDB, or memory where that is blocked, which the app says before anybody writes.
 * One record a report; each write is a transaction of its own and is durable when it resolves.
 */
import { withRoom } from "./make-room.ts";
import { OutboxEntry } from "./outbox-entry.ts";

export interface OutboxStore {
  readonly kind: "database" | "memory";
  list(): Promise<OutboxEntry[]>;
  /** @throws when the phone is full */
  put(entry: OutboxEntry): Promise<void>;
  remove(ids: readonly string[]): Promise<void>;
}

export const DATABASE = "gatewatch-field";
export const REPORTS = "reports";
const VERSION = 1;
const OPEN_LIMIT_MS = 4_000;

function done<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

function finished(transaction: IDBTransaction): Promise<void> {
  return new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve();
    // Every failure ends in this one, and only then the transaction knows why.
    transaction.onabort = () => reject(transaction.error);
  });
}

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    // Some browsers answer neither yes nor no in private windows.
    const limit = setTimeout(() => reject(new Error("no answer from IndexedDB")), OPEN_LIMIT_MS);
    const request = indexedDB.open(DATABASE, VERSION);
    request.onupgradeneeded = () => request.result.createObjectStore(REPORTS, { keyPath: "id" });
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("another tab holds an older database"));
    request.onsuccess = () => {
      clearTimeout(limit);
      // Another tab wipes the phone: let it.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
  });
}

/** What cannot be read (another edition wrote it) is left where it is and not shown; it is never deleted. */
function readEntries(found: readonly unknown[]): OutboxEntry[] {
  return found.flatMap((one) => {
    const parsed = OutboxEntry.safeParse(one);
    return parsed.success ? [parsed.data] : [];
  });
}

function databaseStore(database: IDBDatabase): OutboxStore {
  const write = (act: (store: IDBObjectStore) => void): Promise<void> => {
    const transaction = database.transaction(REPORTS, "readwrite", { durability: "strict" });
    act(transaction.objectStore(REPORTS));
    return finished(transaction);
  };
  return {
    kind: "database",
    async list() {
      const store = database.transaction(REPORTS).objectStore(REPORTS);
      return readEntries(await done(store.getAll()));
    },
    put: (entry) => withRoom(() => write((store) => store.put(entry))),
    remove: (ids) =>
      write((store) => {
        for (const id of ids) store.delete(id);
      }),
  };
}

export function memoryStore(): OutboxStore {
  const entries = new Map<string, OutboxEntry>();
  return {
    kind: "memory",
    list: async () => [...entries.values()],
    put: async (entry) => void entries.set(entry.id, entry),
    remove: async (ids) => {
      for (const id of ids) entries.delete(id);
    },
  };
}

/** The phone's store; memory when it has none that works. */
export async function openStore(): Promise<OutboxStore> {
  try {
    return databaseStore(await open());
  } catch {
    return memoryStore();
  }
}

/** Deletes everything that lies in it. */
export function deleteDatabase(): Promise<void> {
  return new Promise((resolve) => {
    try {
      const request = indexedDB.deleteDatabase(DATABASE);
      // Open elsewhere it goes as soon as that page has closed; that page closes on being asked.
      request.onsuccess = request.onerror = request.onblocked = () => resolve();
    } catch {
      resolve();
    }
  });
}
