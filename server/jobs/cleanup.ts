import type { TaskList } from "graphile-worker";
import { fromMs } from "#server/domain/time.ts";
import { deleteExpired } from "#server/services/accounts/delete-expired.ts";
import { forgetFiles } from "#server/services/bulk-import/forget-files.ts";
import type { WorkerOptions } from "./worker.ts";

const DELETE_EXPIRED_TASK = "delete_expired";

/** Each night; a Gatewatch that was off then makes up for it when it starts. */
export const CLEANUP_CRONTAB = `17 2 * * * ${DELETE_EXPIRED_TASK} ?fill=1d&max=1`;

/** Deletes sessions, links and counts of failed sign-ins that have served. */
export function cleanupTasks({ database, nowMs, log }: WorkerOptions): TaskList {
  return {
    [DELETE_EXPIRED_TASK]: async () => {
      const deleted = await deleteExpired(database, fromMs(nowMs()));
      const files = await forgetFiles(database, fromMs(nowMs()));
      log.info("deleted what has ended", { ...deleted, files });
    },
  };
}
