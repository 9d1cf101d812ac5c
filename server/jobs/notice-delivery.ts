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

const NoticeJob = z.object({ noticeId: z.uuid() });

export function noticeTasks(settings: WebhookSettings): TaskList {
  const deliverByWebhook = createWebhookDelivery(settings);
  return {
    [DELIVER_NOTICE_TASK]: async (payload) => {
      const { noticeId } = NoticeJob.parse(payload);
      await deliverByWebhook(noticeId);
    },
  };
}
