/** Tasks about reports: publishing what was approved with a delay, when it is due. */
import type { TaskList } from "graphile-worker";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { CrossingId } from "#server/domain/crossing.ts";
import { fromMs } from "#server/domain/time.ts";
import { PUBLISH_DUE_TASK } from "#server/services/reports/publication-delay.ts";
import { publishDue } from "#server/services/reviews/publish-due.ts";

const DueJob = z.object({ crossingId: CrossingId, reportId: z.uuid() });

export function reportTasks({
  database,
  nowMs,
}: {
  readonly database: Database;
  readonly nowMs: () => number;
}): TaskList {
  return {
    [PUBLISH_DUE_TASK]: async (payload) => {
      await publishDue(database, DueJob.parse(payload), fromMs(nowMs()));
    },
  };
}
