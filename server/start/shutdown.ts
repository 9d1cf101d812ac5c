import { setTimeout as delay } from "node:timers/promises";
import type { Log } from "../log.ts";

/** What was started, in order, each with how to stop it. Stopping goes the other way round. */
export interface Shutdown {
  /** Registers the way to stop what was just started. */
  add(name: string, stop: () => unknown, limitMs?: number): void;
  /** Stops everything once, however often it is called. False if a part did not stop well or in time. */
  run(): Promise<boolean>;
}

const USUAL_LIMIT_MS = 2_000;

export function createShutdown(log: Log): Shutdown {
  const parts: { name: string; stop: () => unknown; limitMs: number }[] = [];
  let running: Promise<boolean> | undefined;

  async function stopPart(name: string, stop: () => unknown, limitMs: number): Promise<boolean> {
    const finished = new AbortController();
    const late = delay(limitMs, "late" as const, { signal: finished.signal }).catch(
      () => "done" as const,
    );
    try {
      if ((await Promise.race([stop(), late])) !== "late") return true;
      log.warn("A part did not stop in time", { part: name, limitMs });
    } catch (error) {
      log.error("A part did not stop well", { part: name, error });
    } finally {
      finished.abort();
    }
    return false;
  }

  async function stopAll(): Promise<boolean> {
    let isClean = true;
    for (let part = parts.pop(); part !== undefined; part = parts.pop()) {
      isClean = (await stopPart(part.name, part.stop, part.limitMs)) && isClean;
    }
    return isClean;
  }

  return {
    add(name, stop, limitMs = USUAL_LIMIT_MS) {
      parts.push({ name, stop, limitMs });
    },
    run() {
      running ??= stopAll();
      return running;
    },
  };
}
