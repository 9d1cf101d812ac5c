import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { linkSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { errorCode } from "./start-error.ts";

/*
 * A file that says which live process owns something. It holds the pid and when that process began, so that neither a
 * crash nor a later process with the same pid keeps it locked.
 *
 * Must be true: of two that try at once, one wins. Taking is a hard link, which fails if the name exists. A dead
 * owner's file is moved aside under a second lock of the same kind, so that nobody removes what a third has just made.
 */

const Owner = z.object({ pid: z.int().positive(), began: z.string() });
export type Owner = z.infer<typeof Owner>;

export type LockAttempt =
  | { readonly taken: true; readonly release: () => void }
  | { readonly taken: false; readonly owner: Owner };

/** A takeover lasts milliseconds; a second file this old was left by a process that died within them. */
const TAKEOVER_LIMIT_MS = 5_000;

/** Identifies the start of a process, or null if there is no such process. */
export function processBegan(pid: number): string | null {
  try {
    if (process.platform !== "linux") {
      return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim();
    }
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The name in parentheses may itself hold spaces and parentheses. State is field 3, the start time field 22 (proc(5)).
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    if (fields[0] === "Z" || fields[0] === "X") return null;
    const boot = readFileSync("/proc/sys/kernel/random/boot_id", "utf8").trim();
    return `${boot} ${fields[19]}`;
  } catch {
    return null;
  }
}

/** The live process that holds the lock, or null. A file that cannot be read as an owner belongs to nobody. */
export function findLockOwner(file: string): Owner | null {
  try {
    const owner = Owner.parse(JSON.parse(readFileSync(file, "utf8")));
    return processBegan(owner.pid) === owner.began ? owner : null;
  } catch (error) {
    if (errorCode(error) === "EACCES") throw error;
    return null;
  }
}

function linkOwn(file: string): boolean {
  const draft = `${file}.${randomUUID()}`;
  const own: Owner = { pid: process.pid, began: processBegan(process.pid) ?? "" };
  writeFileSync(draft, JSON.stringify(own), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (errorCode(error) === "EEXIST") return false;
    throw error;
  } finally {
    rmSync(draft, { force: true });
  }
}

function ageMs(file: string): number {
  const stat = statSync(file, { throwIfNoEntry: false });
  return stat === undefined ? 0 : Date.now() - stat.mtimeMs;
}

function removeDeadOwner(file: string): void {
  const takeover = `${file}.takeover`;
  if (ageMs(takeover) > TAKEOVER_LIMIT_MS) rmSync(takeover, { force: true });
  if (!linkOwn(takeover)) return;
  try {
    if (findLockOwner(file) === null) rmSync(file, { force: true });
  } finally {
    rmSync(takeover, { force: true });
  }
}

function pauseMs(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

/** Tries to take the lock at once; otherwise tells who holds it. Throws what the file system throws. */
export function tryLock(file: string): LockAttempt {
  for (;;) {
    if (linkOwn(file)) return { taken: true, release: () => rmSync(file, { force: true }) };
    const owner = findLockOwner(file);
    if (owner !== null) return { taken: false, owner };
    removeDeadOwner(file);
    pauseMs(5);
  }
}

/** Replaces a file in one step, so that a reader sees the old content or the new, never half of it. */
export function writeWhole(file: string, content: string, mode: number): void {
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, content, { mode, flush: true });
  renameSync(draft, file);
}
