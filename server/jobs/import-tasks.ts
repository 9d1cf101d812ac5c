/** Files that people brought, one at a time: a long one must not hold up what people wait for. */
import type { TaskList } from "graphile-worker";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { faultText } from "#server/domain/fault.ts";
import { fromMs } from "#server/domain/time.ts";
import type { Log } from "#server/log.ts";
import { failImport, readImport } from "#server/services/bulk-import/read-import.ts";
import { READ_IMPORT_TASK, scheduleImport } from "#server/services/bulk-import/schedule-import.ts";
import { createTurns } from "./turns.ts";

const ImportJob = z.object({ importId: z.uuid() });
const WAIT_SECONDS = 5;

export interface ImportTaskOptions {
  readonly database: Database;
  readonly nowMs: () => number;
  readonly log: Log;
}

export function importTasks({ database, nowMs, log }: ImportTaskOptions): TaskList {
  const turns = createTurns(1);
  return {
    [READ_IMPORT_TASK]: async (payload, { job }) => {
      const { importId: id } = ImportJob.parse(payload);
      const end = turns.take();
      if (end === null) return scheduleImport(database, id, WAIT_SECONDS);
      try {
        const { state, rows } = await readImport(database, id, fromMs(nowMs()));
        log.info("a file was read", { import: id, state, rows });
      } catch (error) {
        // The last try: whoever brought it must not wait for ever.
        if (job.attempts >= job.max_attempts) {
          const reason = faultText("unreadable");
          await failImport(database, { id, reason, now: fromMs(nowMs()) });
        }
        throw error;
      } finally {
        end();
      }
    },
  };
}
