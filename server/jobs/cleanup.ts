/** Each night what has served is deleted, by kind; docs/retention.md says what is kept and how long. */
import type { TaskList } from "graphile-worker";
import { fromMs } from "#server/domain/time.ts";
import { deleteExpired } from "#server/services/accounts/delete-expired.ts";
import { forgetFiles } from "#server/services/bulk-import/forget-files.ts";
import { forgetDeadJobs } from "#server/services/dead-jobs.ts";
import { forgetNotices } from "#server/services/notices/forget-notices.ts";
import { forgetReminders } from "#server/services/reminders/forget-reminders.ts";
import { forgetLocks } from "#server/services/reviews/forget-locks.ts";
import type { WorkerOptions } from "./worker.ts";

const DELETE_EXPIRED_TASK = "delete_expired";

/** A Gatewatch that was off at that hour makes up for it when it starts. */
export const CLEANUP_CRONTAB = `17 2 * * * ${DELETE_EXPIRED_TASK} ?fill=1d&max=1`;

export function cleanupTasks({
  database,
  nowMs,
  log,
}: Pick<WorkerOptions, "database" | "nowMs" | "log">): TaskList {
  return {
    [DELETE_EXPIRED_TASK]: async () => {
      const now = fromMs(nowMs());
      log.info("deleted what has ended", {
        ...(await deleteExpired(database, now)),
        ...(await forgetNotices(database, now)),
        locks: await forgetLocks(database, now),
        reminders: await forgetReminders(database, now),
        jobs: await forgetDeadJobs(database),
        files: await forgetFiles(database, now),
      });
    },
  };
}
