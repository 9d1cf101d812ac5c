import type { TaskList } from "graphile-worker";
import type { Database } from "#server/db/client.ts";
import { fromMs } from "#server/domain/time.ts";
import type { Log } from "#server/log.ts";
import { cleanUploads } from "#server/services/photos/clean-uploads.ts";
import type { PhotoParts } from "#server/services/photos/photo-rows.ts";

const CLEAN_UPLOADS_TASK = "clean_uploads";
/** Once an hour, away from the full hour. */
export const PHOTO_CRONTAB = `17 * * * * ${CLEAN_UPLOADS_TASK}`;

export interface PhotoTaskOptions {
  readonly database: Database;
  readonly photos: PhotoParts;
  readonly nowMs: () => number;
  readonly log: Log;
}

export function photoTasks({ database, photos, nowMs, log }: PhotoTaskOptions): TaskList {
  return {
    [CLEAN_UPLOADS_TASK]: async () => {
      const { finished, removed } = await cleanUploads({
        database,
        ...photos,
        now: fromMs(nowMs()),
      });
      if (finished + removed > 0) log.info("Uploads of photos cleaned", { finished, removed });
    },
  };
}
