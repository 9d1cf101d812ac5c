/** What the worker does because time has come: crossings that age, announcements of the coming days, reminders. */
import type { TaskList } from "graphile-worker";
import { z } from "zod";
import type { Database } from "#server/db/client.ts";
import { CrossingId } from "#server/domain/crossing.ts";
import { fromMs } from "#server/domain/time.ts";
import {
  MAKE_OCCURRENCES_TASK,
  makeAllOccurrences,
} from "#server/services/announcements/make-occurrences.ts";
import { findUnseenReminder } from "#server/services/reminders/find-reminder.ts";
import { MAIL_REMINDER_TASK } from "#server/services/reminders/remind-reporters.ts";
import { PASS_TIME_TASK } from "#server/services/status/derive-stored.ts";
import { passCrossingTime } from "#server/services/status/pass-time.ts";
import { createSendMail, reminderMail, type SendMail } from "./mail.ts";

const CrossingJob = z.object({ crossingId: CrossingId });
/** Without an id: every announcement. The daily run adds fields of its own. */
const OccurrencesJob = z.object({ announcementId: z.uuid().optional() });
const ReminderJob = z.object({
  crossingId: CrossingId,
  accountId: z.uuid(),
  lastWordAt: z.string(),
});

/** Each night; a night that nobody ran is made up for. */
export const TIME_CRONTAB = `17 1 * * * ${MAKE_OCCURRENCES_TASK} ?fill=1d`;

/** How mail leaves; null: it does not. */
export interface MailSettings {
  readonly smtpUrl: string | null;
  readonly publicUrl: string;
}

export interface TimeTaskOptions {
  readonly database: Database;
  readonly nowMs: () => number;
  /** Absent: no mail is sent. */
  readonly mail?: MailSettings;
}

function mailTask(database: Database, mail: MailSettings | undefined): TaskList[string] {
  let sendMail: SendMail | null = null;
  return async (payload) => {
    if (mail === undefined || mail.smtpUrl === null) return;
    const reminder = await findUnseenReminder(database, ReminderJob.parse(payload));
    if (reminder === null) return;
    sendMail ??= createSendMail(mail.smtpUrl, mail.publicUrl);
    await sendMail(reminderMail(reminder.email, mail.publicUrl));
  };
}

export function timeTasks({ database, nowMs, mail }: TimeTaskOptions): TaskList {
  const now = () => fromMs(nowMs());
  return {
    [PASS_TIME_TASK]: async (payload) => {
      const { crossingId } = CrossingJob.parse(payload);
      await passCrossingTime(database, crossingId, now());
    },
    [MAKE_OCCURRENCES_TASK]: async (payload) => {
      const { announcementId = null } = OccurrencesJob.parse(payload ?? {});
      await makeAllOccurrences(database, now(), announcementId);
    },
    [MAIL_REMINDER_TASK]: mailTask(database, mail),
  };
}
