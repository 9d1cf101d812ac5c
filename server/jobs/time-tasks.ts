/** What the worker does because time has come: crossings that age, announcements of the coming days, reminders. */
import type { TaskList } from "graphile-worker";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { CrossingId } from "#server/domain/crossing.ts";
import { fromMs } from "#server/domain/time.ts";
import type { Log } from "#server/log.ts";
import { PASS_TIME_TASK } from "#server/services/status/derive-stored.ts";
import { passCrossingTime } from "#server/services/status/pass-time.ts";

const CrossingJob = z.object({ crossingId: CrossingId });

export interface TimeTaskOptions {
  readonly database: Database;
  readonly nowMs: () => number;
  readonly log: Log;
}

export function timeTasks({ database, nowMs }: TimeTaskOptions): TaskList {
  const now = () => fromMs(nowMs());
  return {
    [PASS_TIME_TASK]: async (payload) => {
      const { crossingId } = CrossingJob.parse(payload);
      await passCrossingTime(database, crossingId, now());
    },
  };
}
