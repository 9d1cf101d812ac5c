import { type FSWatcher, readdirSync, watch } from "node:fs";
import { join } from "node:path";
import { errorCode } from "../start-error.ts";

/*
 * Watches folders and all below them, one watcher a folder. Node's own recursive watching on Linux watches single files
 * and loses one when an editor saves it by renaming a draft over it, as most do.
 */

export interface WatchOptions {
  readonly folders: readonly string[];
  /** Which file names count; editors leave drafts beside the files. */
  readonly pattern: RegExp;
  /** Waits until nothing has changed for this long. */
  readonly settleMs: number;
  readonly onChange: () => void;
}

function foldersBelow(top: string): string[] {
  try {
    const entries = readdirSync(top, { recursive: true, withFileTypes: true });
    const below = entries.filter((entry) => entry.isDirectory());
    return [top, ...below.map((entry) => join(entry.parentPath, entry.name))];
  } catch (error) {
    if (errorCode(error) === "ENOENT") return [];
    throw error;
  }
}

/** Watches until the returned function is called. */
export function watchFolders(options: WatchOptions): () => void {
  const watchers = new Map<string, FSWatcher>();
  let timer: NodeJS.Timeout | undefined;

  function forget(folder: string): void {
    watchers.get(folder)?.close();
    watchers.delete(folder);
  }

  function changed(event: string, name: string | null): void {
    // A name that comes or goes may be a folder's.
    if (event === "rename") watchAll();
    if (name === null || !options.pattern.test(name)) return;
    clearTimeout(timer);
    timer = setTimeout(options.onChange, options.settleMs);
  }

  function watchAll(): void {
    for (const folder of options.folders.flatMap(foldersBelow)) {
      if (watchers.has(folder)) continue;
      const watcher = watch(folder, changed);
      watcher.on("error", () => forget(folder));
      watchers.set(folder, watcher);
    }
    const present = new Set(options.folders.flatMap(foldersBelow));
    for (const folder of watchers.keys()) if (!present.has(folder)) forget(folder);
  }

  watchAll();
  return () => {
    clearTimeout(timer);
    for (const folder of [...watchers.keys()]) forget(folder);
  };
}
