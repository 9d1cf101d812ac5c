/** What the worker does about webhooks beside delivering: notices whose process died, and owners to be told. */
import type { TaskList } from "graphile-worker";
import type { Database } from "#server/db/client.ts";
import {
  SCHEDULE_WAITING_TASK,
  scheduleWaiting,
} from "#server/services/notices/schedule-waiting.ts";
import {
  DisabledMailJob,
  findDisabledMail,
  MAIL_WEBHOOK_DISABLED_TASK,
} from "#server/services/webhooks/disable-endpoint.ts";
import { createSendMail, type SendMail, webhookDisabledMail } from "./mail.ts";
import type { MailSettings } from "./time-tasks.ts";

/** Each minute, and never two that wait: the next one would do the same. */
export const WEBHOOK_CRONTAB = `* * * * * ${SCHEDULE_WAITING_TASK} ?jobKey=${SCHEDULE_WAITING_TASK}`;

export function webhookTasks({
  database,
  mail,
}: {
  readonly database: Database;
  /** Absent: no mail is sent, and the firm's page alone says so. */
  readonly mail?: MailSettings;
}): TaskList {
  let sendMail: SendMail | null = null;
  return {
    [SCHEDULE_WAITING_TASK]: async () => {
      await scheduleWaiting(database, { isStart: false });
    },
    [MAIL_WEBHOOK_DISABLED_TASK]: async (payload) => {
      if (mail === undefined || mail.smtpUrl === null) return;
      const found = await findDisabledMail(database, DisabledMailJob.parse(payload));
      if (found === null) return;
      sendMail ??= createSendMail(mail.smtpUrl, mail.publicUrl);
      await sendMail(webhookDisabledMail(found, mail.publicUrl));
    },
  };
}
