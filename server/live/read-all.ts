/** All at once, or one by one when that fails: one crossing that cannot be read must not hide the others. */

import { isConnectionError } from "#server/database-away.ts";
import type { CrossingId } from "#server/domain/crossing.ts";
import type { CrossingStatus } from "#server/domain/status.ts";
import type { Log } from "#server/log.ts";

export interface ReadAllOptions {
  readonly readTogether: () => Promise<readonly CrossingStatus[]>;
  readonly listIds: () => Promise<readonly CrossingId[]>;
  readonly readCrossing: (crossingId: CrossingId) => Promise<CrossingStatus | null>;
  /** What is known of one that cannot be read. */
  readonly lastKnown: (crossingId: CrossingId) => CrossingStatus | null;
  readonly log: Log;
}

/** @throws the first error when the database is away, or when not one crossing can be read */
export async function readAll(options: ReadAllOptions): Promise<readonly CrossingStatus[]> {
  const { readTogether, listIds, readCrossing, lastKnown, log } = options;
  try {
    return await readTogether();
  } catch (error) {
    if (isConnectionError(error)) throw error;
    const statuses: CrossingStatus[] = [];
    let readable = 0;
    for (const crossingId of await listIds()) {
      const status = await readCrossing(crossingId).then(
        (read) => {
          readable += 1;
          return read;
        },
        (reason: unknown) => {
          if (isConnectionError(reason)) throw reason;
          log.error("a crossing cannot be read", { crossingId, error: reason });
          return lastKnown(crossingId);
        },
      );
      if (status !== null) statuses.push(status);
    }
    if (readable === 0) throw error;
    return statuses;
  }
}
