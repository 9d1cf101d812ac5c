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
