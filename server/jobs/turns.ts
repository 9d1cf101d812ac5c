/**
 * How many jobs of one sort are under way in this process. Not a queue of graphile-worker's: that stays locked for
 * hours when a process dies in the middle.
 */
export interface Turns {
  /** @returns what to call at the end; null: as many as may are under way */
  take(): (() => void) | null;
}

export function createTurns(most: number): Turns {
  let taken = 0;
  return {
    take() {
      if (taken >= most) return null;
      taken += 1;
      return () => {
        taken -= 1;
      };
    },
  };
}
