import { SMTPServer } from "smtp-server";

/* A mail server that takes mail as others do, by an implementation that is not ours, and keeps what it was sent. */

export interface ReceivedMail {
  readonly to: string;
  /** Names in small letters; folded lines joined. */
  readonly headers: ReadonlyMap<string, string>;
  readonly text: string;
}

function decode(body: string, encoding: string): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8");
  if (encoding !== "quoted-printable") return body;
  const bytes = body
    .replace(/=\r\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  return Buffer.from(bytes, "latin1").toString("utf8");
}

/** RFC 2047, as far as our own mails need it. */
const decodeWords = (value: string): string =>
  value
    .replace(/\?=\s+=\?/g, "?==?")
    .replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi, (_, kind: string, text: string) =>
      kind.toUpperCase() === "B"
        ? decode(text, "base64")
        : decode(text.replaceAll("_", " "), "quoted-printable"),
    );

function readMail(to: string, raw: string): ReceivedMail {
  const [head = "", ...rest] = raw.split("\r\n\r\n");
  const lines = head.replace(/\r\n[ \t]+/g, " ").split("\r\n");
  const headers = new Map(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, colon).toLowerCase(), decodeWords(line.slice(colon + 1).trim())];
    }),
  );
  const encoding = headers.get("content-transfer-encoding") ?? "7bit";
  return { to, headers, text: decode(rest.join("\r\n\r\n"), encoding).replaceAll("\r\n", "\n") };
}

export interface MailReceiver {
  readonly url: string;
  readonly mails: readonly ReceivedMail[];
  /** How many were opened so far. */
  connections(): number;
  /** Answers the next recipients with this code; null: takes them. */
  refuseWith(code: number | null): void;
  close(): Promise<void>;
}

/** @param port where another listened before; 0: any that is free */
export async function openMailReceiver(port = 0): Promise<MailReceiver> {
  const mails: ReceivedMail[] = [];
  let refusal: number | null = null;
  let connections = 0;
  const server = new SMTPServer({
    authOptional: true,
    // Whoever sends keeps connections open.
    closeTimeout: 100,
    disabledCommands: ["STARTTLS", "AUTH"],
    onConnect(_session, done) {
      connections += 1;
      done();
    },
    onRcptTo(_address, _session, done) {
      if (refusal === null) return done();
      done(Object.assign(new Error("no such mailbox"), { responseCode: refusal }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on("data", (chunk: Buffer) => chunks.push(chunk));
      stream.on("end", () => {
        const raw = Buffer.concat(chunks).toString("utf8");
        mails.push(readMail(session.envelope.rcptTo.map(({ address }) => address).join(), raw));
        done();
      });
    },
  });
  // Whoever is killed in the middle of a mail breaks the connection; the server goes on.
  server.on("error", () => undefined);
  await new Promise<void>((resolve) => {
    server.listen(port, "127.0.0.1", () => resolve());
  });
  const address = server.server.address();
  const own = address === null || typeof address === "string" ? 0 : address.port;
  return {
    url: `smtp://127.0.0.1:${own}`,
    mails,
    connections: () => connections,
    refuseWith: (code) => {
      refusal = code;
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
