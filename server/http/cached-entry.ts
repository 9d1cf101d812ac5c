/** A finished answer: its head and its body in each coding, made once, sent as often as asked for. */
import { createHash } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Captured } from "./capture.ts";
import {
  compress,
  type Effort,
  ENCODINGS,
  type Encoding,
  isCompressible,
  preferredEncoding,
} from "./encoding.ts";

interface Variant {
  readonly etag: string;
  /** Names and values in turn, as `writeHead` takes them fastest. */
  readonly head: string[];
  readonly notModifiedHead: string[];
  readonly body: Buffer;
}

export interface Answer {
  readonly status: number;
  readonly variants: Readonly<Record<Encoding, Variant>>;
  /** What it takes in memory, about. */
  readonly bytes: number;
}

export type Headers = ReadonlyArray<readonly [string, string]>;

/** Headers of the handler that the door writes itself, or that must not be shared. */
const OWN_HEADERS = new Set(
  "cache-control,cdn-cache-control,content-encoding,content-length,etag,set-cookie,vary,x-powered-by".split(
    ",",
  ),
);

/** @param written by the door, which has the last word on them */
function handlerHeaders(captured: Captured, written: Headers): Array<readonly [string, string]> {
  const taken = new Set(written.map(([name]) => name.toLowerCase()));
  return Object.entries(captured.headers)
    .filter(([name]) => !OWN_HEADERS.has(name) && !taken.has(name))
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [String(value)]).map((one) => [name, one] as const),
    );
}

function varyOf(captured: Captured): string {
  const given = String(captured.headers.vary ?? "").split(",");
  const names = given.map((name) => name.trim()).filter((name) => name !== "");
  return [...new Set([...names, "Accept-Encoding"])].join(", ");
}

async function makeVariant(
  captured: Captured,
  encoding: Encoding,
  { headers, effort }: { readonly headers: Headers; readonly effort: Effort },
): Promise<Variant> {
  const body = await compress(captured.body, encoding, effort);
  const digest = createHash("sha256").update(captured.body).digest("base64url").slice(0, 22);
  // Other bytes, another tag: it is a strong one.
  const etag = `"${digest}-${encoding}${effort === "best" ? "-best" : ""}"`;
  const shared = [...headers, ["ETag", etag], ["Vary", varyOf(captured)]].flat();
  const coding = encoding === "identity" ? [] : ["Content-Encoding", encoding];
  const own = handlerHeaders(captured, headers).flat();
  return {
    etag,
    head: [...own, ...shared, ...coding, "Content-Length", String(body.length)],
    notModifiedHead: shared,
    body,
  };
}

/** @param headers what the door adds: caching, policy, security */
export async function makeAnswer(
  captured: Captured,
  headers: Headers,
  effort: Effort = "fast",
): Promise<Answer> {
  const how = { headers, effort };
  const type = String(captured.headers["content-type"] ?? "");
  const codings = isCompressible(type, captured.body.length) ? ENCODINGS : (["identity"] as const);
  const made = await Promise.all(
    codings.map(async (coding) => [coding, await makeVariant(captured, coding, how)] as const),
  );
  const byCoding = new Map<Encoding, Variant>(made);
  const identity = byCoding.get("identity") ?? (await makeVariant(captured, "identity", how));
  const variants = {
    br: byCoding.get("br") ?? identity,
    gzip: byCoding.get("gzip") ?? identity,
    identity,
  };
  const distinct = new Set(Object.values(variants));
  const bytes = [...distinct].reduce(
    (sum, { head, body }) => sum + body.length + head.join("").length,
    0,
  );
  return { status: captured.status, variants, bytes };
}

const preferred = new Map<string, Encoding>();
const MAX_REMEMBERED = 200;

/** Browsers send a handful of different Accept-Encoding headers; reading each once is enough. */
function encodingFor(req: IncomingMessage): Encoding {
  const accept = req.headers["accept-encoding"];
  const text = typeof accept === "string" ? accept : "";
  const known = preferred.get(text);
  if (known !== undefined) return known;
  const encoding = preferredEncoding(text);
  if (preferred.size >= MAX_REMEMBERED) preferred.clear();
  preferred.set(text, encoding);
  return encoding;
}

function matches(ifNoneMatch: string, etag: string): boolean {
  if (ifNoneMatch === "*") return true;
  // Weak comparison (RFC 9110, 13.1.2): a proxy may have weakened our tag.
  return ifNoneMatch.split(",").some((tag) => tag.trim().replace(/^W\//, "") === etag);
}

/** Sends it, or 304 when the client has it already. Returns the status sent. */
export function sendAnswer(req: IncomingMessage, res: ServerResponse, answer: Answer): number {
  const variant = answer.variants[encodingFor(req)];
  const ifNoneMatch = req.headers["if-none-match"];
  if (ifNoneMatch !== undefined && answer.status === 200 && matches(ifNoneMatch, variant.etag)) {
    res.writeHead(304, variant.notModifiedHead);
    res.end();
    return 304;
  }
  res.writeHead(answer.status, variant.head);
  if (req.method === "HEAD") res.end();
  else res.end(variant.body);
  return answer.status;
}

/** Sends what was made for this request alone: compressed, never kept by anybody. */
export async function sendOnce(
  req: IncomingMessage,
  res: ServerResponse,
  captured: Captured,
  headers: Headers,
): Promise<void> {
  const type = String(captured.headers["content-type"] ?? "");
  const isReady = captured.headers["content-encoding"] !== undefined;
  const coding =
    isReady || !isCompressible(type, captured.body.length) ? "identity" : encodingFor(req);
  const body = await compress(captured.body, coding);
  for (const [name, value] of headers) res.setHeader(name, value);
  for (const [name, value] of Object.entries(captured.headers)) {
    if (name === "content-length" || res.hasHeader(name)) continue;
    res.setHeader(name, Array.isArray(value) ? [...value] : String(value));
  }
  res.setHeader("Vary", varyOf(captured));
  if (coding !== "identity") res.setHeader("Content-Encoding", coding);
  const hasBody = captured.status !== 204 && captured.status !== 304;
  if (hasBody) res.setHeader("Content-Length", body.length);
  res.writeHead(captured.status);
  res.end(req.method === "HEAD" || !hasBody ? undefined : body);
}
