/**
 * The snapshot: the present status of every crossing, in memory, versioned. Everything public is read from here.
 *
 * Invariants: the version rises by one at each change and never falls; a listener hears of each change once, after
 * it has been made; what is handed out is never altered afterwards. It is state, not a log: nobody may rely on
 * having heard every change, only on `list()` being the present.
 *
 * The version begins at the start time in seconds x 1000, so that it rises over a restart too. Two processes may still
 * give the same number to different contents: only series and version together name what the snapshot holds.
 */
import { randomBytes } from "node:crypto";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import { type Instant, SECOND_MS } from "#server/domain/time.ts";

/** One change: of one crossing (`status` null: it is gone), or of all when `crossingId` is null. */
export interface SnapshotChange {
  readonly version: number;
  readonly crossingId: CrossingId | null;
  readonly status: CrossingStatus | null;
}

export type SnapshotListener = (change: SnapshotChange) => void;

export interface Snapshot {
  readonly version: number;
  /** Of this snapshot alone, of all processes and starts. */
  readonly series: string;
  /** False until the first `replaceAll`. */
  readonly isLoaded: boolean;
  /** Milliseconds since 1970 of the last change; 0 before the first. */
  readonly changedAtMs: number;
  /** The next instant at which time alone changes some crossing's status. */
  readonly nextChangeAt: Instant | null;
  /** In order of their ids. The same array until the next change. */
  list(): readonly CrossingStatus[];
  get(crossingId: CrossingId): CrossingStatus | null;
  /** The crossings whose `nextChangeAt` has come. */
  dueAt(now: Instant): readonly CrossingId[];
  /** What is now known of one crossing; null: it is no longer there. Counts as a change also when it is equal. */
  set(crossingId: CrossingId, status: CrossingStatus | null): void;
  /** What is now known of all. */
  replaceAll(statuses: readonly CrossingStatus[]): void;
  /** Returns the function that ends the subscription. */
  subscribe(listener: SnapshotListener): () => void;
}

export interface SnapshotOptions {
  readonly nowMs: () => number;
}

/** Enough that no two processes ever draw the same. */
const SERIES_BYTES = 9;

function soonest(statuses: Iterable<CrossingStatus>): Instant | null {
  let next: Instant | null = null;
  for (const { nextChangeAt } of statuses) {
    if (nextChangeAt !== null && (next === null || nextChangeAt < next)) next = nextChangeAt;
  }
  return next;
}

export function createSnapshot({ nowMs }: SnapshotOptions): Snapshot {
  let statuses: ReadonlyMap<CrossingId, CrossingStatus> = new Map();
  let listed: readonly CrossingStatus[] | null = null;
  let version = Math.floor(nowMs() / SECOND_MS) * 1000;
  let changedAtMs = 0;
  let isLoaded = false;
  let nextChangeAt: Instant | null = null;
  const listeners = new Set<SnapshotListener>();

  function change(
    to: ReadonlyMap<CrossingId, CrossingStatus>,
    crossingId: CrossingId | null,
  ): void {
    statuses = to;
    listed = null;
    nextChangeAt = soonest(to.values());
    changedAtMs = nowMs();
    version += 1;
    const status = crossingId === null ? null : (to.get(crossingId) ?? null);
    for (const listener of [...listeners]) listener({ version, crossingId, status });
  }

  return {
    series: randomBytes(SERIES_BYTES).toString("base64url"),
    get version() {
      return version;
    },
    get isLoaded() {
      return isLoaded;
    },
    get changedAtMs() {
      return changedAtMs;
    },
    get nextChangeAt() {
      return nextChangeAt;
    },
    list() {
      listed ??= [...statuses.values()].sort((a, b) => (a.crossingId < b.crossingId ? -1 : 1));
      return listed;
    },
    get: (crossingId) => statuses.get(crossingId) ?? null,
    dueAt(now) {
      const due = (status: CrossingStatus) =>
        status.nextChangeAt !== null && status.nextChangeAt <= now;
      return [...statuses.values()].filter(due).map((status) => status.crossingId);
    },
    set(crossingId, status) {
      const next = new Map(statuses);
      if (status === null) next.delete(crossingId);
      else next.set(crossingId, status);
      change(next, crossingId);
    },
    replaceAll(all) {
      isLoaded = true;
      change(new Map(all.map((status) => [status.crossingId, status])), null);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
