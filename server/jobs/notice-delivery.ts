/**
 * Telling notices. Each channel delivers what is its own and leaves the rest alone.
 *
 * These run in a worker of their own (worker.ts): a receiver may take ten seconds to say nothing, and neither closures
 * nor photos wait for that.
 */
import type { TaskList } from "graphile-worker";
import { z } from "zod";
import { DELIVER_NOTICE_TASK } from "#server/services/notices/notice-job.ts";
import {
  createWebhookDelivery,
  type WebhookSettings,
} from "#server/services/webhooks/deliver-notice.ts";
import { createMailDelivery, type MailDelivery } from "./notice-mail.ts";
import type { MailSettings } from "./time-tasks.ts";

const NoticeJob = z.object({ noticeId: z.uuid() });

/** @param settings.mail absent: no mail leaves */
export function noticeTasks(
  settings: WebhookSettings &
    Pick<MailDelivery, "nowMs"> & { readonly mail?: MailSettings | undefined },
): TaskList {
  const deliverByWebhook = createWebhookDelivery(settings);
  const deliverByMail = createMailDelivery({
    ...settings,
    smtpUrl: settings.mail?.smtpUrl ?? null,
  });
  return {
    [DELIVER_NOTICE_TASK]: async (payload) => {
      const { noticeId } = NoticeJob.parse(payload);
      await deliverByWebhook(noticeId);
      await deliverByMail(noticeId);
    },
  };
}
