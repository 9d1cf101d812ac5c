import type { Log } from "../log.ts";
import { StartError } from "../start-error.ts";
import { createShutdown, type Shutdown } from "./shutdown.ts";

/*
 * How a long-running process of Gatewatch lives: it starts its parts, stays, and on SIGINT, SIGTERM, SIGHUP, a lost
 * launcher or a bug stops them in reverse. A stop asked for ends with 0, anything else with 1.
 *
 * One Ctrl-C may arrive several times: from the terminal, from npm and from the launcher. Only one that comes clearly
 * later means "now".
 */

const SAME_SIGNAL_MS = 1_000;
const STOP_SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
/** More than all parts' own limits together should ever need. */
const STOP_LIMIT_MS = 15_000;

export interface Life {
  readonly log: Log;
  readonly shutdown: Shutdown;
  /** Aborts when a stop is asked for during the start. */
  readonly signal: AbortSignal;
  /** Gives up the start: aborts `signal`. */
  readonly giveUp: () => void;
}

/** Runs parts of the start side by side. If one fails the others are given up and awaited, so that none is left behind. */
export async function sideBySide<A, B>(
  life: Life,
  first: (life: Life) => Promise<A>,
  second: (life: Life) => Promise<B>,
): Promise<[A, B]> {
  const both = [first(life), second(life)] as const;
  try {
    return await Promise.all(both);
  } catch (error) {
    life.giveUp();
    await Promise.allSettled(both);
    throw error;
  }
}

function explain(error: unknown, log: Log): void {
  if (error instanceof StartError) console.error(`gatewatch: ${error.message}`);
  else log.error("Gatewatch stops because of a bug", { error });
}

/** Runs `start` and keeps the process until it is told to stop. */
export async function live(log: Log, start: (life: Life) => Promise<void>): Promise<void> {
  const aborter = new AbortController();
  const shutdown = createShutdown(log);
  let stopAskedAt: number | undefined;
  let starting: Promise<void> = Promise.resolve();

  async function stop(exitCode: number): Promise<void> {
    stopAskedAt = Date.now();
    aborter.abort();
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    await starting.catch(() => undefined);
    const isClean = await shutdown.run();
    process.exit(isClean ? exitCode : 1);
  }

  function askToStop(reason: string): void {
    if (stopAskedAt === undefined) {
      log.debug("Stopping", { reason });
      void stop(0);
    } else if (Date.now() - stopAskedAt > SAME_SIGNAL_MS) {
      process.exit(1);
    }
  }

  function fail(error: unknown): void {
    explain(error, log);
    if (stopAskedAt === undefined) void stop(1);
  }

  for (const signal of STOP_SIGNALS) process.on(signal, () => askToStop(signal));
  process.on("disconnect", () => askToStop("the launcher is gone"));
  process.channel?.unref();
  // Whoever read our output may have gone (`npm start | head`); that is no reason to stop.
  process.stdout.on("error", () => undefined);
  process.stderr.on("error", () => undefined);
  process.on("uncaughtException", fail);
  process.on("unhandledRejection", fail);

  starting = start({ log, shutdown, signal: aborter.signal, giveUp: () => aborter.abort() });
  try {
    await starting;
  } catch (error) {
    if (stopAskedAt === undefined) fail(error);
  }
}

export function secondsSince(startedAt: number): string {
  return `${((performance.now() - startedAt) / 1000).toFixed(1)} s`;
}
