/**
 * Work that is asked for again at every change and takes longer the more there is: after each time it rests so many
 * times as long as it took, so that it never takes more than its share of a core.
 */
export interface Rests {
  /** How long the work of that name still rests, in ms; 0: it may be done. */
  leftMs(name: string): number;
  /** Does it, and begins its rest, also when it fails. */
  work<T>(name: string, task: () => Promise<T>): Promise<T>;
}

/** @param nowMs of a clock that never goes back */
export function createRests(timesAsLong: number, nowMs: () => number): Rests {
  const untilMs = new Map<string, number>();
  return {
    leftMs: (name) => Math.max(0, (untilMs.get(name) ?? 0) - nowMs()),
    async work(name, task) {
      const beganMs = nowMs();
      try {
        return await task();
      } finally {
        const endedMs = nowMs();
        untilMs.set(name, endedMs + timesAsLong * (endedMs - beganMs));
      }
    },
  };
}
