/**
 * Which crossings must be read again, and reading them: each at most once at a time, however often it was asked for,
 * and once more if it was asked for while a read was under way. A failed read is tried again, ever more slowly.
 */
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
  /** Called after each attempt. */
  readonly onAttempt: (succeeded: boolean) => void;
}

export interface Reread {
  crossing(crossingId: CrossingId): void;
  all(): void;
  /** Ends when what is under way has ended; nothing is put into the snapshot after that. */
  stop(): Promise<void>;
}

async function withinLimit<T>(read: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error("the database did not answer")), READ_LIMIT_MS);
  });
  try {
    return await Promise.race([read, late]);
  } finally {
    clearTimeout(timer);
  }
}

export function createReread(options: RereadOptions): Reread {
  const { snapshot, readCrossing, readAll, nowMs, log, onAttempt } = options;
  const wanted = new Set<CrossingId>();
  const readAtMs = new Map<CrossingId, number>();
  let wantsAll = false;
  let failures = 0;
  let stopped = false;
  let running: Promise<void> | null = null;
  let timer: NodeJS.Timeout | null = null;

  function put(crossingId: CrossingId, status: CrossingStatus | null): void {
    if (!stopped) snapshot.set(crossingId, status);
  }

  async function readEverything(): Promise<void> {
    wantsAll = false;
    wanted.clear();
    try {
      const statuses = await withinLimit(readAll());
      if (!stopped) snapshot.replaceAll(statuses);
    } catch (error) {
      wantsAll = true;
      throw error;
    }
  }

  async function readOne(crossingId: CrossingId): Promise<void> {
    wanted.delete(crossingId);
    readAtMs.set(crossingId, nowMs());
    try {
      put(crossingId, await withinLimit(readCrossing(crossingId)));
    } catch (error) {
      wanted.add(crossingId);
      throw error;
    }
  }

  async function readEach(crossingIds: readonly CrossingId[]): Promise<void> {
    const results = await Promise.allSettled(crossingIds.map(readOne));
    const failed = results.find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }

  const dueInMs = (id: CrossingId) => (readAtMs.get(id) ?? 0) + CROSSING_PACE_MS - nowMs();

  async function work(): Promise<void> {
    while (!stopped) {
      const due = [...wanted].filter((id) => dueInMs(id) <= 0).slice(0, PARALLEL_READS);
      if (!wantsAll && due.length === 0) return;
      try {
        if (wantsAll) await readEverything();
        else await readEach(due);
        failures = 0;
        onAttempt(true);
      } catch (error) {
        failures += 1;
        onAttempt(false);
        log.warn("crossings could not be read; the old snapshot stays", { error, failures });
        return;
      }
    }
  }

  function schedule(): void {
    if (stopped || running !== null || (!wantsAll && wanted.size === 0)) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(run, pauseMs());
  }

  function pauseMs(): number {
    if (failures > 0) return Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LAST_RETRY_MS);
    return wantsAll ? 0 : Math.max(0, Math.min(...[...wanted].map(dueInMs)));
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
    if (pauseMs() > 0) {
      if (timer === null) schedule();
      return;
    }
    if (timer !== null) clearTimeout(timer);
    run();
  }

  return {
    crossing(crossingId) {
      wanted.add(crossingId);
      wake();
    },
    all() {
      wantsAll = true;
      // Only a database that answers asks for this.
      failures = 0;
      wake();
    },
    async stop() {
      stopped = true;
      if (timer !== null) clearTimeout(timer);
      await running;
    },
  };
}
