import type { TaskList } from "graphile-worker";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { CrossingId } from "#server/domain/crossing.ts";
import { fromMs } from "#server/domain/time.ts";
import { refreshClosures } from "#server/services/closures/refresh-closures.ts";
import {
  DERIVE_CLOSURES_TASK,
  scheduleClosures,
} from "#server/services/closures/schedule-closures.ts";
import { createRests } from "./rests.ts";

const ClosuresJob = z.object({ crossingId: CrossingId });
/**
 * Closures are derived from a crossing's whole record: 10 ms for most, a second where half a million reports turned a
 * lane. A tenth of one core for each is enough, and a file that is being taken over is not held up by it.
 */
const REST = 9;

export interface ClosureTaskOptions {
  readonly database: Database;
  readonly nowMs: () => number;
}

export function closureTasks({ database, nowMs }: ClosureTaskOptions): TaskList {
  const rests = createRests(REST, () => performance.now());
  return {
    [DERIVE_CLOSURES_TASK]: async (payload) => {
      const { crossingId } = ClosuresJob.parse(payload);
      const restMs = rests.leftMs(crossingId);
      if (restMs > 0) return scheduleClosures(database, crossingId, restMs);
      await rests.work(crossingId, () => refreshClosures(database, crossingId, fromMs(nowMs())));
    },
  };
}
