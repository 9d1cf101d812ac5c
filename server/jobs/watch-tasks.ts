/** What the worker does for watches: judging what is new, and looking again when a watch's time has come. */
import type { TaskList } from "graphile-worker";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { CrossingId } from "#server/domain/crossing.ts";
import { fromMs } from "#server/domain/time.ts";
import { judgeCrossing, judgeWatch } from "#server/services/watches/judge-watch.ts";
import { WAKE_FORGOTTEN_TASK, wakeForgotten } from "#server/services/watches/wake-forgotten.ts";
import { JUDGE_CROSSING_TASK, WAKE_WATCH_TASK } from "#server/services/watches/watch-jobs.ts";

const CrossingJob = z.object({ crossingId: CrossingId });
const WatchJob = z.object({ watchId: z.uuid() });

/** Each minute, and never two that wait. */
export const WATCH_CRONTAB = `* * * * * ${WAKE_FORGOTTEN_TASK} ?jobKey=${WAKE_FORGOTTEN_TASK}`;

export interface WatchTaskOptions {
  readonly database: Database;
  readonly nowMs: () => number;
}

export function watchTasks({ database, nowMs }: WatchTaskOptions): TaskList {
  const now = () => fromMs(nowMs());
  return {
    [JUDGE_CROSSING_TASK]: async (payload) => {
      await judgeCrossing(database, CrossingJob.parse(payload).crossingId, now());
    },
    [WAKE_WATCH_TASK]: async (payload) => {
      await judgeWatch(database, WatchJob.parse(payload).watchId, now());
    },
    [WAKE_FORGOTTEN_TASK]: async () => {
      await wakeForgotten(database, { isStart: false });
    },
  };
}
