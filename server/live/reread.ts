/**
 * Which crossings must be read again, and reading them: each at most once at a time, however often it was asked for,
 * and once more if it was asked for while a read was under way. A failed read is tried again, ever more slowly, and
 * holds up no other: one crossing that cannot be read says nothing about the rest.
 */

import { isConnectionError } from "#server/database-away.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import type { Log } from "#server/log.ts";
import type { Snapshot } from "./snapshot.ts";

/** Reads at one time: enough to keep the database busy, few enough to leave connections to everybody else. */
const PARALLEL_READS = 4;
/** One busy crossing is read and told at most this often; the first word of a quiet one goes out at once. */
const CROSSING_PACE_MS = 200;
/** A connection that died silently must not hold up the reading for as long as TCP believes in it. */
const READ_LIMIT_MS = 15_000;
const FIRST_RETRY_MS = 250;
const LAST_RETRY_MS = 10_000;

export interface RereadOptions {
  readonly snapshot: Snapshot;
  readonly readCrossing: (crossingId: CrossingId) => Promise<CrossingStatus | null>;
  readonly readAll: () => Promise<readonly CrossingStatus[]>;
  readonly nowMs: () => number;
  readonly log: Log;
  /** Called after each attempt that tells whether the database is there. */
  readonly onAttempt: (isThere: boolean) => void;
}

export interface Reread {
  crossing(crossingId: CrossingId): void;
  all(): void;
  /** Ends when what is under way has ended; nothing is put into the snapshot after that. */
  stop(): Promise<void>;
}

class NoAnswer extends Error {
  readonly code = "ETIMEDOUT";
}

async function withinLimit<T>(read: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new NoAnswer("the database did not answer")), READ_LIMIT_MS);
  });
  try {
    return await Promise.race([read, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What is asked for: one crossing or all. */
type Want = CrossingId | typeof ALL;
const ALL = Symbol("all crossings");

interface Failures {
  readonly count: number;
  readonly retryAtMs: number;
}

export function createReread(options: RereadOptions): Reread {
  const { snapshot, readCrossing, readAll, nowMs, log, onAttempt } = options;
  const wanted = new Set<Want>();
  const readAtMs = new Map<CrossingId, number>();
  const failures = new Map<Want, Failures>();
  let stopped = false;
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;

  async function put(want: Want): Promise<void> {
    if (want === ALL) {
      const statuses = await withinLimit(readAll());
      if (!stopped) snapshot.replaceAll(statuses);
    } else {
      const status = await withinLimit(readCrossing(want));
      if (!stopped) snapshot.set(want, status);
    }
  }

  function failed(want: Want, error: unknown): void {
    const count = (failures.get(want)?.count ?? 0) + 1;
    const pauseMs = Math.min(FIRST_RETRY_MS * 2 ** (count - 1), LAST_RETRY_MS);
    failures.set(want, { count, retryAtMs: nowMs() + pauseMs });
    wanted.add(want);
    const crossingId = want === ALL ? "all" : want;
    const fields = { crossingId, error, count };
    if (isConnectionError(error)) {
      // Said once by whoever is told here, not once a crossing.
      log.debug("a crossing could not be read while the database is away", fields);
      onAttempt(false);
    } else log.warn("a crossing could not be read; its old status stays", fields);
  }

  async function read(want: Want): Promise<boolean> {
    wanted.delete(want);
    if (want !== ALL) readAtMs.set(want, nowMs());
    try {
      await put(want);
      failures.delete(want);
      onAttempt(true);
      return true;
    } catch (error) {
      failed(want, error);
      return false;
    }
  }

  function dueInMs(want: Want): number {
    const retryAtMs = failures.get(want)?.retryAtMs ?? 0;
    const paceAtMs = want === ALL ? 0 : (readAtMs.get(want) ?? 0) + CROSSING_PACE_MS;
    return Math.max(0, Math.max(retryAtMs, paceAtMs) - nowMs());
  }

  async function work(): Promise<void> {
    while (!stopped) {
      const due = [...wanted].filter((want) => dueInMs(want) === 0);
      if (due.length === 0) return;
      if (due.includes(ALL)) {
        // They come with all, unless that fails or they are asked for meanwhile.
        for (const want of due) wanted.delete(want);
        if (!(await read(ALL))) for (const want of due) wanted.add(want);
      } else await Promise.all(due.slice(0, PARALLEL_READS).map(read));
    }
  }

  function pauseMs(): number {
    return Math.min(...[...wanted].map(dueInMs));
  }

  function schedule(): void {
    if (stopped || running !== null || wanted.size === 0) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(run, pauseMs());
  }

  function run(): void {
    timer = null;
    running = work().finally(() => {
      running = null;
      schedule();
    });
  }

  /** Starts at once when it may: the first word of a quiet crossing must not wait for a timer. */
  function wake(): void {
    if (stopped || running !== null) return;
    if (timer !== null) clearTimeout(timer);
    if (pauseMs() > 0) schedule();
    else run();
  }

  return {
    crossing(crossingId) {
      wanted.add(crossingId);
      wake();
    },
    all() {
      wanted.add(ALL);
      // Only a database that answers asks for this.
      failures.clear();
      wake();
    },
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await running;
    },
  };
}
