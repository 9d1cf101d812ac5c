/** What the worker does for watches: judging what is new, and looking again when a watch's time has come. */
import type { TaskList } from "graphile-worker";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { CrossingId } from "#server/domain/crossing.ts";
import { fromMs } from "#server/domain/time.ts";
import { judgeCrossing, judgeDue } from "#server/services/watches/judge-watch.ts";
import {
  findRequestMail,
  forgetRequests,
  recordRequestMail,
} from "#server/services/watches/request-mail.ts";
import { WAKE_FORGOTTEN_TASK, wakeForgotten } from "#server/services/watches/wake-forgotten.ts";
import {
  JUDGE_CROSSING_TASK,
  MAIL_REQUEST_TASK,
  WAKE_WATCH_TASK,
} from "#server/services/watches/watch-jobs.ts";
import { createSendMail, isBounce, type SendMail } from "./mail.ts";
import type { MailSettings } from "./time-tasks.ts";

const CrossingJob = z.object({ crossingId: CrossingId });
const WatchJob = z.object({ watchId: z.uuid() });

const FORGET_REQUESTS_TASK = "forget_watch_requests";

/** Each minute, and never two that wait; old requests each night. */
export const WATCH_CRONTAB = [
  `* * * * * ${WAKE_FORGOTTEN_TASK} ?jobKey=${WAKE_FORGOTTEN_TASK}`,
  `37 2 * * * ${FORGET_REQUESTS_TASK} ?fill=1d&max=1`,
].join("\n");

const RequestJob = z.object({ requestId: z.uuid() });

export interface WatchTaskOptions {
  readonly database: Database;
  readonly nowMs: () => number;
  readonly authSecret: string;
  /** Absent: no mail is sent. */
  readonly mail?: MailSettings | undefined;
}

/** A request that bounces is let go: nobody confirms it. */
function requestTask({ database, authSecret, mail }: WatchTaskOptions): TaskList[string] {
  let sendMail: SendMail | null = null;
  // Requests are of people and end by the machine's clock, also in an exercise.
  const now = () => fromMs(Date.now());
  return async (payload) => {
    if (mail === undefined || mail.smtpUrl === null) return;
    const { requestId } = RequestJob.parse(payload);
    const { publicUrl, smtpUrl } = mail;
    const found = await findRequestMail(database, requestId, { publicUrl, authSecret, now: now() });
    if (found === null) return;
    sendMail ??= createSendMail(smtpUrl, publicUrl);
    try {
      await sendMail(found);
    } catch (error) {
      if (!isBounce(error)) throw error;
    }
    await recordRequestMail(database, requestId, now());
  };
}

export function watchTasks(options: WatchTaskOptions): TaskList {
  const { database, nowMs } = options;
  const now = () => fromMs(nowMs());
  return {
    [JUDGE_CROSSING_TASK]: async (payload) => {
      await judgeCrossing(database, CrossingJob.parse(payload).crossingId, now());
    },
    [WAKE_WATCH_TASK]: async (payload) => {
      await judgeDue(database, WatchJob.parse(payload).watchId, now());
    },
    [MAIL_REQUEST_TASK]: requestTask(options),
    [FORGET_REQUESTS_TASK]: async () => {
      await forgetRequests(database, fromMs(Date.now()));
    },
    [WAKE_FORGOTTEN_TASK]: async () => {
      await wakeForgotten(database, { isStart: false });
    },
  };
}
