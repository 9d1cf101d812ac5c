/**
 * Runs a request handler without a client: what it writes is kept as one body. That is how a page is rendered once
 * for everybody, whoever asked first and however soon they hang up.
 */
import { IncomingMessage, ServerResponse } from "node:http";
import { Socket } from "node:net";

export type Handler = (req: IncomingMessage, res: ServerResponse) => Promise<void> | void;

export interface Captured {
  readonly status: number;
  /** Names in lower case. Without those that belong to one connection. */
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: Buffer;
}

export interface CaptureRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case, as node:http gives them. */
  readonly headers: Readonly<Record<string, string | undefined>>;
}

/** Beyond this a body is no page and no feed, and keeping it would cost more than it saves. */
const MAX_BODY_BYTES = 32 * 1024 * 1024;
const CONNECTION_HEADERS = new Set(["connection", "keep-alive", "transfer-encoding", "date"]);

type WriteCallback = (error?: Error | null) => void;
type Rest = readonly unknown[];

function callbackIn(rest: Rest): WriteCallback | undefined {
  // Node's own overloads: the callback is whichever argument is a function.
  return rest.find((value): value is WriteCallback => typeof value === "function");
}

function bytesOf(chunk: unknown, encoding: unknown): Buffer {
  // Copied: the handler may use its buffer again.
  if (chunk instanceof Uint8Array) return Buffer.from(chunk);
  const isNamed = typeof encoding === "string" && Buffer.isEncoding(encoding);
  return Buffer.from(String(chunk), isNamed ? encoding : "utf8");
}

/** A response that goes nowhere. `done` settles when the handler has ended it. */
class CapturedResponse extends ServerResponse {
  readonly done: Promise<Captured>;
  readonly #chunks: Buffer[] = [];
  #size = 0;
  #hasHead = false;
  #settle: (captured: Captured) => void = () => undefined;
  #fail: (error: Error) => void = () => undefined;

  constructor(req: IncomingMessage) {
    super(req);
    this.done = new Promise((settle, fail) => {
      this.#settle = settle;
      this.#fail = fail;
    });
    // Next and tRPC ask whether the head has gone; ServerResponse would say no until a socket has it.
    Object.defineProperty(this, "headersSent", { get: () => this.#hasHead });
  }

  override writeHead(status: number, ...rest: Rest): this {
    this.#hasHead = true;
    this.statusCode = status;
    const headers = rest.find((value) => typeof value === "object" && value !== null);
    if (Array.isArray(headers)) {
      for (let i = 0; i + 1 < headers.length; i += 2)
        this.setHeader(String(headers[i]), headers[i + 1]);
    } else if (headers !== undefined) {
      for (const [name, value] of Object.entries(headers)) {
        if (value !== undefined) this.setHeader(name, value);
      }
    }
    return this;
  }

  override flushHeaders(): void {
    this.#hasHead = true;
  }

  #keep(chunk: unknown, encoding: unknown): void {
    if (chunk === undefined || chunk === null || typeof chunk === "function") return;
    this.#hasHead = true;
    const bytes = bytesOf(chunk, encoding);
    this.#size += bytes.length;
    if (this.#size > MAX_BODY_BYTES) this.#fail(new Error("the response is too large to keep"));
    else this.#chunks.push(bytes);
  }

  override write(chunk: unknown, ...rest: Rest): boolean {
    this.#keep(chunk, rest[0]);
    const callback = callbackIn(rest);
    if (callback !== undefined) process.nextTick(callback);
    return true;
  }

  override end(...args: Rest): this {
    if (this.finished) return this;
    this.#keep(args[0], args[1]);
    this.#hasHead = true;
    this.finished = true;
    this.#settle({
      status: this.statusCode,
      headers: this.#headers(),
      body: Buffer.concat(this.#chunks),
    });
    const callback = callbackIn(args);
    process.nextTick(() => {
      callback?.();
      this.emit("finish");
      this.emit("close");
    });
    return this;
  }

  override destroy(error?: Error): this {
    this.#fail(error ?? new Error("the handler gave up on the response"));
    return this;
  }

  #headers(): Record<string, string | string[]> {
    const kept: Record<string, string | string[]> = {};
    for (const [name, value] of Object.entries(this.getHeaders())) {
      if (value === undefined || CONNECTION_HEADERS.has(name)) continue;
      kept[name] = Array.isArray(value) ? value : String(value);
    }
    return kept;
  }
}

/** A request that nobody sent. It has a body only in so far as it is empty. */
export function requestFrom(request: CaptureRequest): IncomingMessage {
  const req = new IncomingMessage(new Socket());
  req.method = request.method;
  req.url = request.url;
  req.httpVersion = "1.1";
  req.httpVersionMajor = 1;
  req.httpVersionMinor = 1;
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined) continue;
    req.headers[name] = value;
    req.rawHeaders.push(name, value);
  }
  req.push(null);
  req.complete = true;
  return req;
}

/**
 * What `handler` answers to `req`.
 * @throws what the handler throws, or an error when it takes longer than `timeoutMs`
 */
export async function capture(
  handler: Handler,
  req: IncomingMessage,
  timeoutMs: number,
): Promise<Captured> {
  const res = new CapturedResponse(req);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${timeoutMs} ms`)), timeoutMs);
  });
  const failed = Promise.resolve(handler(req, res)).then(() => new Promise<never>(() => undefined));
  try {
    return await Promise.race([res.done, failed, late]);
  } finally {
    clearTimeout(timer);
    res.done.catch(() => undefined);
    failed.catch(() => undefined);
  }
}
