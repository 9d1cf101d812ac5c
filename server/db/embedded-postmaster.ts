import { readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "../log.ts";
import { processBegan } from "../process-lock.ts";
import { errorCode, StartError } from "../start-error.ts";

/** What Postgres says about itself in `postmaster.pid` (src/include/utils/pidfile.h). */
export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  readonly isReady: boolean;
}

/** Fast shutdown, immediate shutdown, and what needs no answer; with the time each is given. */
const STOP_SIGNALS = [
  { signal: "SIGINT", limitMs: 10_000 },
  { signal: "SIGQUIT", limitMs: 5_000 },
  { signal: "SIGKILL", limitMs: 5_000 },
] as const;

/** Reads `postmaster.pid`; null if there is none or it is half-written. The process may be long dead. */
export function readPostmaster(folder: string): Postmaster | null {
  let lines: string[];
  try {
    lines = readFileSync(join(folder, "postmaster.pid"), "utf8").split("\n");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
  const pid = Number(lines[0]);
  const port = Number(lines[3]);
  if (!Number.isInteger(pid) || pid <= 0) return null;
  return { pid, port, isReady: lines[7]?.trim() === "ready" };
}

/** Whether the process is the postmaster of this folder and not another one that was given its pid later. */
function worksOn(pid: number, folder: string): boolean {
  if (process.platform !== "linux") return processBegan(pid) !== null;
  try {
    // The kernel names the real folder, however it was written when Postgres was started.
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(folder);
  } catch {
    // Not ours to look at: then it is another user's, and Postgres finds that out too.
    return false;
  }
}

/**
 * Stops a Postgres that an earlier, killed Gatewatch left running on the folder. A stale `postmaster.pid` is left to
 * Postgres, which checks it against shared memory, unless an unrelated process has its pid: that one Postgres would
 * take for a postmaster and refuse to start.
 */
export async function stopOrphan(folder: string, log: Log): Promise<void> {
  const postmaster = readPostmaster(folder);
  if (postmaster === null || processBegan(postmaster.pid) === null) return;
  const { pid } = postmaster;
  if (!worksOn(pid, folder)) {
    rmSync(join(folder, "postmaster.pid"), { force: true });
    return;
  }
  log.warn("Stopping the database that an earlier Gatewatch left running", { pid });
  for (const { signal, limitMs } of STOP_SIGNALS) {
    process.kill(pid, signal);
    const until = Date.now() + limitMs;
    while (Date.now() < until) {
      if (processBegan(pid) === null) return;
      await delay(20);
    }
  }
  throw new StartError(
    `A Postgres (process ${pid}) still runs on ${folder} and cannot be stopped; stop it by hand, then start Gatewatch again.`,
  );
}
