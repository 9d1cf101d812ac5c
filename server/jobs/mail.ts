/**
 * Mail, where a mail server is configured. What is mailed names nobody and nothing of a report: a phone's notices are
 * read over its owner's shoulder.
 */
import { createTransport } from "nodemailer";

const CONNECT_LIMIT_MS = 10_000;
const SEND_LIMIT_MS = 30_000;

export interface Mail {
  readonly to: string;
  readonly subject: string;
  readonly text: string;
}

/** Sends one mail; throws when the mail server does not take it. */
export type SendMail = (mail: Mail) => Promise<void>;

/** Who it is from: the account at the mail server where that is an address, else Gatewatch at its own host. */
export function senderAddress(smtpUrl: string, publicUrl: string): string {
  const user = decodeURIComponent(new URL(smtpUrl).username);
  return user.includes("@") ? user : `gatewatch@${new URL(publicUrl).hostname}`;
}

export function createSendMail(smtpUrl: string, publicUrl: string): SendMail {
  const transport = createTransport({
    url: smtpUrl,
    connectionTimeout: CONNECT_LIMIT_MS,
    greetingTimeout: CONNECT_LIMIT_MS,
    socketTimeout: SEND_LIMIT_MS,
  });
  const from = { name: "Gatewatch", address: senderAddress(smtpUrl, publicUrl) };
  return async ({ to, subject, text }) => {
    await transport.sendMail({ from, to, subject, text });
  };
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
