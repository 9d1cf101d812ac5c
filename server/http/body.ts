/**
 * Request bodies, bounded. The declared length is judged before a byte is read; a body without one is counted
 * as it comes, and nothing beyond the limit is kept.
 */
import { IncomingMessage } from "node:http";
import { findJsonError } from "#server/formats/json-error.ts";
import { HttpRefusal } from "./problem.ts";

/** The limit for anything sent to the API. */
export const BODY_LIMIT_BYTES = 256 * 1024;

export interface BodyOptions {
  readonly limitBytes: number;
}

export function tooLarge(limitBytes: number): HttpRefusal {
  const limit = `${Math.floor(limitBytes / 1024)} KB`;
  return new HttpRefusal(413, "invalid", `The body is over ${limit}; send at most ${limit}.`);
}

export function declaredLength(req: IncomingMessage): number {
  return Number(req.headers["content-length"] ?? 0);
}

export function hasJsonType(req: IncomingMessage): boolean {
  const [type = ""] = (req.headers["content-type"] ?? "").split(";");
  return type.trim().toLowerCase() === "application/json";
}

/** What a form sends when it says nothing else. */
export function hasFormType(req: IncomingMessage): boolean {
  const [type = ""] = (req.headers["content-type"] ?? "").split(";");
  return type.trim().toLowerCase() === "application/x-www-form-urlencoded";
}

export function wrongType(req: IncomingMessage): HttpRefusal {
  const given = req.headers["content-type"];
  const sent = given === undefined ? "no content type" : `"${given.slice(0, 80)}"`;
  const message = `The body came with ${sent}; send JSON with Content-Type: application/json.`;
  return new HttpRefusal(415, "invalid", message);
}

/** Nobody here unpacks: what is small on the way could be anything behind it, and the limits count bytes as they come. */
export function isEncoded(req: IncomingMessage): boolean {
  const encoding = req.headers["content-encoding"]?.trim().toLowerCase() ?? "";
  return encoding !== "" && encoding !== "identity";
}

export function wrongEncoding(req: IncomingMessage): HttpRefusal {
  const given = String(req.headers["content-encoding"]).slice(0, 80);
  const message = `The body came with Content-Encoding: ${given}; send it as it is, without Content-Encoding.`;
  return new HttpRefusal(415, "invalid", message);
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

const endedEarly = () =>
  new HttpRefusal(400, "invalid", "The body ended too early; send it again.");

/** A body nearly always comes in one piece. */
function joined(chunks: readonly Uint8Array[]): Buffer {
  const [first] = chunks;
  return chunks.length === 1 && first instanceof Buffer ? first : Buffer.concat(chunks);
}

/** Bodies that were received whole for the API, which reads them from here and not as a stream. */
const received = new WeakMap<IncomingMessage, Buffer>();

/** By events and not by iterating: that makes three promises for each report. */
function readBytes(req: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const whole = received.get(req);
  if (whole !== undefined) {
    return whole.length > limitBytes
      ? Promise.reject(tooLarge(limitBytes))
      : Promise.resolve(whole);
  }
  const chunks: Buffer[] = [];
  let size = 0;
  return new Promise((done, fail) => {
    req.on("data", (chunk: Buffer) => {
      size += chunk.length;
      if (size <= limitBytes) chunks.push(chunk);
      // What is left is let pass by: the connection lives on, and the refusal still has to go out on it.
      else fail(tooLarge(limitBytes));
    });
    req.on("end", () => done(joined(chunks)));
    req.on("error", () => fail(endedEarly()));
    if (req.destroyed) fail(endedEarly());
  });
}

function decoded(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    throw new HttpRefusal(400, "invalid", "The body is no text in UTF-8; encode it so.");
  }
}

/**
 * The body as JSON, not yet validated.
 * @throws HttpRefusal 415 for another content type, 413 over `limitBytes`, 400 for what is no UTF-8 or no JSON
 */
export async function readJsonBody(req: IncomingMessage, options: BodyOptions): Promise<unknown> {
  if (!hasJsonType(req)) throw wrongType(req);
  if (declaredLength(req) > options.limitBytes) throw tooLarge(options.limitBytes);
  const bytes = await readBytes(req, options.limitBytes);
  const text = decoded(bytes);
  try {
    return JSON.parse(text);
  } catch {
    const { line, column, expected } = findJsonError(text) ?? {
      line: 1,
      column: 1,
      expected: "JSON",
    };
    const message = `The body is no JSON: at line ${line}, column ${column} there should be ${expected}.`;
    throw new HttpRefusal(400, "invalid", message);
  }
}

/**
 * The fields of a form.
 * @throws HttpRefusal 413 over `limitBytes`, 400 for what is no UTF-8
 */
export async function readFormBody(
  req: IncomingMessage,
  options: BodyOptions,
): Promise<URLSearchParams> {
  return new URLSearchParams(decoded(await readOctets(req, options)));
}

/**
 * A body of bytes that mean nothing to us yet.
 * @throws HttpRefusal 413 over `limitBytes`, 400 when the sender leaves before the end
 */
export function readOctets(req: IncomingMessage, { limitBytes }: BodyOptions): Promise<Buffer> {
  if (declaredLength(req) > limitBytes) throw tooLarge(limitBytes);
  return readBytes(req, limitBytes);
}

/**
 * Holds a body back until it is whole, for handlers (Next, the API) that wait for it while they hold something others
 * need: a slow sender then holds nothing but its own bytes. Call it before the first `await` of a request.
 * `push` is the one way into the stream that leaves its mode alone.
 * @param to `stream`: it is read as any request is; `buffer`: by the functions above alone, without a stream's events
 * @throws HttpRefusal 413 over `limitBytes`, 400 when the sender leaves before the end
 */
export function receiveBody(
  req: IncomingMessage,
  limitBytes: number,
  to: "stream" | "buffer",
): Promise<void> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const pass = (chunk: unknown) => IncomingMessage.prototype.push.call(req, chunk);
  return new Promise((done, fail) => {
    req.push = (chunk: unknown): boolean => {
      if (chunk instanceof Uint8Array) {
        size += chunk.length;
        if (size <= limitBytes) chunks.push(chunk);
        else fail(tooLarge(limitBytes));
        return true;
      }
      if (size <= limitBytes) {
        if (to === "buffer") received.set(req, joined(chunks));
        else for (const kept of chunks) pass(kept);
      }
      pass(null);
      done();
      return true;
    };
    req.once("close", () => {
      // A refusal that nobody hears still costs its stack trace.
      if (!req.complete) fail(endedEarly());
    });
  });
}
