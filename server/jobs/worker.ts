/** The worker: runs jobs that services added to their own transactions (graphile-worker; jobs are rows). */
import { Logger, type Runner, type RunnerOptions, run } from "graphile-worker";
import type { Database } from "#server/db/client.ts";
import type { FeedNetwork } from "#server/feeds/poll-feed.ts";
import type { Log } from "#server/log.ts";
import { scheduleOccurrences } from "#server/services/announcements/make-occurrences.ts";
import { scheduleUnfinishedImports } from "#server/services/bulk-import/schedule-import.ts";
import { scheduleWaiting } from "#server/services/notices/schedule-waiting.ts";
import type { PhotoParts } from "#server/services/photos/photo-rows.ts";
import { scheduleAllCrossings } from "#server/services/status/pass-time.ts";
import { wakeForgotten } from "#server/services/watches/wake-forgotten.ts";
import { CLEANUP_CRONTAB, cleanupTasks } from "./cleanup.ts";
import { closureTasks } from "./closure-tasks.ts";
import { FEED_CRONTAB, feedTasks } from "./feed-tasks.ts";
import { importTasks } from "./import-tasks.ts";
import { MAIL_CONNECTIONS } from "./mail.ts";
import { noticeTasks } from "./notice-delivery.ts";
import { PHOTO_CRONTAB, photoTasks } from "./photo-tasks.ts";
import { reportTasks } from "./report-tasks.ts";
import { type MailSettings, TIME_CRONTAB, timeTasks } from "./time-tasks.ts";
import { WATCH_CRONTAB, watchTasks } from "./watch-tasks.ts";
import { WEBHOOK_CRONTAB, webhookTasks } from "./webhook-tasks.ts";

/** Two feeds and an import may be under way, and leave two places for what people wait for. */
const CONCURRENCY = 5;
/** Receivers are waited for, not worked for. */
const NOTICE_CONCURRENCY = MAIL_CONNECTIONS;

export interface WorkerOptions {
  readonly databaseUrl: string;
  readonly database: Database;
  readonly photos: PhotoParts;
  readonly mail?: MailSettings;
  readonly feedNetwork?: FeedNetwork | undefined;
  /** Opens the secrets of webhooks. */
  readonly authSecret: string;
  readonly publicUrl: string;
  /** Nobody outside is told of what is only an exercise. */
  readonly isExercise: boolean;
  /** No other process can be working on this database, so that what is locked when this one starts is a dead one's. */
  readonly isAlone: boolean;
  readonly nowMs: () => number;
  readonly log: Log;
}

/** Starts working; `stop` lets jobs under way end. A job that fails is tried again later, with back-off. */
export async function startWorker(options: WorkerOptions): Promise<{ stop(): Promise<void> }> {
  const { database, isAlone } = options;
  // Before anybody works here: what this process has begun is not a dead one's.
  await scheduleWaiting(database, { isStart: isAlone });
  await wakeForgotten(database, { isStart: isAlone });
  const runner = await runTasks(options, {
    concurrency: CONCURRENCY,
    crontab: [
      PHOTO_CRONTAB,
      CLEANUP_CRONTAB,
      TIME_CRONTAB,
      WEBHOOK_CRONTAB,
      WATCH_CRONTAB,
      FEED_CRONTAB,
    ].join("\n"),
    taskList: {
      ...closureTasks(options),
      ...timeTasks(options),
      ...reportTasks(options),
      ...photoTasks(options),
      ...cleanupTasks(options),
      ...feedTasks(options),
      ...importTasks(options),
      ...webhookTasks(options),
      ...watchTasks(options),
    },
  });
  const teller = await runTasks(options, {
    concurrency: NOTICE_CONCURRENCY,
    taskList: noticeTasks(options),
  });
  await scheduleAllCrossings(database);
  await scheduleOccurrences(database);
  await scheduleUnfinishedImports(database);
  return {
    stop: async () => {
      await Promise.all([runner.stop(), teller.stop()]);
    },
  };
}

function runTasks(
  { databaseUrl, log }: Pick<WorkerOptions, "databaseUrl" | "log">,
  options: Required<Pick<RunnerOptions, "concurrency" | "taskList">> & RunnerOptions,
): Promise<Runner> {
  return run({
    connectionString: databaseUrl,
    maxPoolSize: options.concurrency + 1,
    noHandleSignals: true,
    logger: new Logger(() => (level, message) => {
      if (level === "error") log.error(message);
      else if (level === "warning") log.warn(message);
    }),
    ...options,
  });
}
