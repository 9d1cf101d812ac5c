/** Sends the mail of one notice. */
import type { Database } from "#server/db/client.ts";
import { fromMs } from "#server/domain/time.ts";
import { findNoticeMail, recordMailAttempt } from "#server/services/watches/notice-mail.ts";
import { createSendMail, isBounce, type SendMail } from "./mail.ts";

export interface MailDelivery {
  readonly database: Database;
  readonly authSecret: string;
  readonly publicUrl: string;
  /** Null: no mail leaves. */
  readonly smtpUrl: string | null;
  readonly nowMs: () => number;
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : "failed");

/**
 * Delivers the notices that go by mail, and leaves others alone. It throws when a mail did not leave and is to be tried
 * again: the job is, with back-off. A process that dies between sending and writing that down sends it again with the
 * same Message-ID, by which mail programs know it.
 */
export function createMailDelivery(settings: MailDelivery): (noticeId: string) => Promise<void> {
  const { database, smtpUrl, publicUrl, nowMs } = settings;
  let sendMail: SendMail | null = null;
  return async function deliverByMail(noticeId) {
    const mail = await findNoticeMail(database, noticeId, settings);
    if (mail === null) return;
    const { to, subject, text, unsubscribeUrl, attempts } = mail;
    const startedMs = performance.now();
    const attemptedAt = fromMs(nowMs());
    const attempt = () => ({ to, attempts, attemptedAt, tookMs: performance.now() - startedMs });
    if (smtpUrl === null) {
      const response = "No mail server is set: SMTP_URL is empty.";
      await recordMailAttempt(database, noticeId, {
        ...attempt(),
        outcome: "unsendable",
        response,
      });
      return;
    }
    sendMail ??= createSendMail(smtpUrl, publicUrl);
    const messageId = `<${noticeId}@${new URL(publicUrl).hostname}>`;
    try {
      await sendMail({ to, subject, text, unsubscribeUrl, messageId });
    } catch (error) {
      const outcome = isBounce(error) ? "bounced" : "failed";
      const response = messageOf(error);
      const isTriedAgain = await recordMailAttempt(database, noticeId, {
        ...attempt(),
        outcome,
        response,
      });
      if (isTriedAgain) throw new Error("a mail did not leave", { cause: error });
      return;
    }
    await recordMailAttempt(database, noticeId, { ...attempt(), outcome: "sent", response: null });
  };
}
