/**
 * Mail, where a mail server is configured. What is mailed names nobody and nothing of a report: a phone's notices are
 * read over its owner's shoulder.
 */
import { createTransport } from "nodemailer";
import { z } from "zod";

/** Mails under way at a time; a job that waited for another's connection could be taken for a dead process's. */
export const MAIL_CONNECTIONS = 8;

const SETTINGS = {
  connectionTimeout: 10_000,
  greetingTimeout: 10_000,
  socketTimeout: 30_000,
  // A change may be told to thousands: a new connection for each mail is several round trips more than the mail.
  pool: true,
  maxConnections: MAIL_CONNECTIONS,
  // The job tries again, and writes down that it did.
  maxRequeues: 0,
} as const;

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** Names the mail to whoever gets it twice; made anew when not given. */
  readonly messageId?: string;
  /** Where one press stops these mails (RFC 8058): a POST there, without a cookie. */
  readonly unsubscribeUrl?: string;
}

/** Sends one mail; throws when the mail server does not take it. */
export type SendMail = (mail: Mail) => Promise<void>;

/** Who it is from: the account at the mail server where that is an address, else Gatewatch at its own host. */
export function senderAddress(smtpUrl: string, publicUrl: string): string {
  const user = decodeURIComponent(new URL(smtpUrl).username);
  return user.includes("@") ? user : `gatewatch@${new URL(publicUrl).hostname}`;
}

/** They go into the address, because beside a `url` nodemailer reads no other option; what it says itself stands. */
function withSettings(smtpUrl: string): string {
  const url = new URL(smtpUrl);
  for (const [name, value] of Object.entries(SETTINGS)) {
    if (!url.searchParams.has(name)) url.searchParams.set(name, String(value));
  }
  return url.href;
}

export function createSendMail(smtpUrl: string, publicUrl: string): SendMail {
  const transport = createTransport(withSettings(smtpUrl));
  const from = { name: "Gatewatch", address: senderAddress(smtpUrl, publicUrl) };
  return async ({ to, subject, text, messageId, unsubscribeUrl }) => {
    const headers =
      unsubscribeUrl === undefined
        ? {}
        : {
            "List-Unsubscribe": `<${unsubscribeUrl}>`,
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
          };
    // Nobody's holiday notice is wanted (RFC 3834).
    const all = { ...headers, "Auto-Submitted": "auto-generated" };
    await transport.sendMail({
      from,
      to,
      subject,
      text,
      headers: all,
      ...(messageId === undefined ? {} : { messageId }),
    });
  };
}

const FailureShape = z.object({
  command: z.string().optional(),
  responseCode: z.number().optional(),
});

/** Whether a mail server said that this address takes no mail, now or later: 5xx to its RCPT (RFC 5321, 4.2.1). */
export function isBounce(error: unknown): boolean {
  const { command, responseCode = 0 } = FailureShape.safeParse(error).data ?? {};
  return command === "RCPT TO" && responseCode >= 500 && responseCode < 600;
}

/** A crossing's silence, without saying which: whoever signs in sees. */
export function reminderMail(to: string, publicUrl: string): Mail {
  return {
    to,
    subject: "Gatewatch: a word from you would help",
    text: [
      "One of the places that you follow has been silent for longer than usual.",
      "If it is safe for you, say what you see. One touch is enough when nothing has changed:",
      `${publicUrl}/report`,
      "",
      "You get this once for each silence.",
      "",
    ].join("\n"),
  };
}

/** A webhook takes nothing more: to an owner of its firm. Its path may be a secret, so only the host is named. */
export function webhookDisabledMail(
  { email, host, reason }: { email: string; host: string; reason: "gone" | "failing" },
  publicUrl: string,
): Mail {
  const why =
    reason === "gone"
      ? "it answered 410 (gone)"
      : "it took nothing for three days, and the last try failed too";
  return {
    to: email,
    subject: "Gatewatch: a webhook of your firm is switched off",
    text: [
      `The webhook at ${host} is switched off: ${why}.`,
      "Nothing more is sent there until somebody of your firm switches it on again:",
      `${publicUrl}/firm/webhooks`,
      "",
      "What failed can be sent again from there, under the same ids.",
      "",
    ].join("\n"),
  };
}
