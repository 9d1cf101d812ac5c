/**
 * Photos on a disk, below one folder. A key is a path of ours (see photo-store.ts); an object is written beside its
 * place, synced, and renamed into it, so that a reader sees it whole and a power cut leaves it or nothing.
 */
import { randomUUID } from "node:crypto";
import { rmSync } from "node:fs";
import { mkdir, open, readdir, readFile, rename, rm, rmdir, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { DomainError } from "#server/domain/errors.ts";
import { fromMs } from "#server/domain/time.ts";
import type { PhotoStore, StoredObject } from "./photo-store.ts";

const KEY = /^[a-z0-9-]+(?:\/[a-z0-9-]+)*$/;
/** Where what is not yet renamed lies; what a killed process left there is nobody's. */
const UNFINISHED = "unfinished";

function codeOf(error: unknown): string | null {
  return error instanceof Error && "code" in error ? String(error.code) : null;
}

const isMissing = (error: unknown): boolean => ["ENOENT", "ENOTDIR"].includes(codeOf(error) ?? "");

function noRoom(error: unknown): DomainError | null {
  if (!["ENOSPC", "EDQUOT"].includes(codeOf(error) ?? "")) return null;
  const message = "The server has no room for photos just now; send it again later.";
  return new DomainError("unavailable", message, { retryAfterSeconds: 600 });
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

interface DiskStoreOptions {
  /** false: another process may be writing there, and what it has not finished stays. */
  readonly isOnlyWriter?: boolean;
}

/** @param root the folder */
export function createDiskStore(
  root: string,
  { isOnlyWriter = true }: DiskStoreOptions = {},
): PhotoStore {
  if (isOnlyWriter) rmSync(join(root, UNFINISHED), { recursive: true, force: true });

  function pathOf(key: string): string {
    if (!KEY.test(key)) throw new Error(`"${key}" is no key of the photo store`);
    return join(root, key);
  }

  /** Makes it and what is above it, lasting. */
  async function ensureFolder(folder: string): Promise<void> {
    const first = await mkdir(folder, { recursive: true, mode: 0o700 });
    if (first === undefined) return;
    for (let above = folder; above.length >= first.length; above = dirname(above)) {
      await syncFolder(dirname(above));
    }
  }

  async function write(path: string, bytes: Uint8Array): Promise<void> {
    await ensureFolder(join(root, UNFINISHED));
    await ensureFolder(dirname(path));
    const unfinished = join(root, UNFINISHED, randomUUID());
    try {
      const file = await open(unfinished, "wx", 0o600);
      try {
        await file.writeFile(bytes);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(unfinished, path);
    } catch (error) {
      await rm(unfinished, { force: true });
      throw error;
    }
    await syncFolder(dirname(path));
  }

  async function put(key: string, bytes: Uint8Array): Promise<void> {
    const path = pathOf(key);
    try {
      await write(path, bytes);
    } catch (error) {
      // A cleaner may have taken the empty folder away between making it and writing into it.
      if (!isMissing(error)) throw noRoom(error) ?? error;
      await write(path, bytes);
    }
  }

  async function walk(folder: string, key: string, found: StoredObject[]): Promise<void> {
    const entries = await readdir(folder, { withFileTypes: true }).catch((error: unknown) => {
      if (isMissing(error)) return [];
      throw error;
    });
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const path = join(folder, entry.name);
      const below = `${key}${entry.name}`;
      if (entry.isDirectory()) await walk(path, `${below}/`, found);
      else {
        const { mtimeMs } = await stat(path);
        found.push({ key: below, changedAt: fromMs(Math.floor(mtimeMs)) });
      }
    }
  }

  /** Folders that have become empty go too, up to the first that has not. */
  async function prune(folder: string): Promise<void> {
    for (let at = folder; at.length > root.length; at = dirname(at)) {
      const left = await readdir(at).catch(() => null);
      if (left === null) continue;
      if (left.length > 0) return;
      // Somebody may just have written into it; then it stays.
      await rmdir(at).catch(() => undefined);
    }
  }

  return {
    put,
    async find(key) {
      try {
        return await readFile(pathOf(key));
      } catch (error) {
        if (isMissing(error)) return null;
        throw error;
      }
    },
    async list(prefix) {
      const found: StoredObject[] = [];
      const folder = pathOf(prefix.replace(/\/$/, ""));
      await walk(folder, prefix.endsWith("/") ? prefix : `${prefix}/`, found);
      return found;
    },
    async delete(keys) {
      const folders = new Set<string>();
      for (const key of keys) {
        const path = pathOf(key);
        await rm(path, { force: true });
        folders.add(dirname(path));
      }
      for (const folder of folders) await prune(folder);
    },
  };
}
