/**
 * GET of an address that an admin typed, as a polite and wary client:
 * - the address that is checked is the one that is connected to (the connection's own lookup), also after a redirect;
 * - it ends: fifteen seconds for all of it, five megabytes of answer, counted as they come, packed and unpacked;
 * - it says what it has already (`If-None-Match`, `If-Modified-Since`) and who it is.
 * It never throws: whatever goes wrong is an outcome with a reason in words.
 */
import { request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP } from "node:net";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { faultText } from "#server/domain/fault.ts";
import type { AddressRules } from "#server/webhooks/address-rules.ts";
import {
  guardedLookup,
  RefusedAddress,
  type ResolveName,
} from "#server/webhooks/guarded-lookup.ts";
import { resolveOwnName } from "#server/webhooks/resolve-name.ts";
import { addressRefusal } from "#server/webhooks/webhook-url.ts";

export const FEED_TIME_LIMIT_MS = 15_000;
export const FEED_LIMIT_BYTES = 5 * 1024 * 1024;
const MAX_REDIRECTS = 3;

export interface FetchRequest {
  readonly url: string;
  readonly accept: string;
  readonly userAgent: string;
  readonly etag: string | null;
  readonly lastModified: string | null;
  readonly rules: AddressRules;
  /** Every address of a name; by DNS and the machine's own names when not given. */
  readonly resolveName?: ResolveName;
  readonly timeLimitMs?: number;
}

export type FetchOutcome =
  | {
      readonly kind: "answered";
      readonly body: Buffer;
      readonly contentType: string;
      readonly etag: string | null;
      readonly lastModified: string | null;
    }
  | { readonly kind: "unchanged" }
  | {
      readonly kind: "failed";
      readonly reason: string;
      /** Asking again would not help. */
      readonly isFinal: boolean;
      /** As the server sent it; null: it did not. */
      readonly retryAfter: string | null;
    };

export type FetchGuarded = (request: FetchRequest) => Promise<FetchOutcome>;

class TooLarge extends Error {}
const PACKED = "packed as ";

const failed = (
  reason: string,
  isFinal = false,
  retryAfter: string | null = null,
): FetchOutcome => ({
  kind: "failed",
  reason,
  isFinal,
  retryAfter,
});

/** Feeds may be public and plain: what they bring is public too. So only the network is judged, not the encryption. */
const problemOf = (rules: AddressRules, address: string) => rules.problem(address, true);

function send(url: URL, request: FetchRequest, signal: AbortSignal): Promise<IncomingMessage> {
  const host = url.hostname.replace(/^\[|\]$/g, "");
  if (isIP(host) !== 0) {
    const problem = problemOf(request.rules, host);
    if (problem !== null) return Promise.reject(new RefusedAddress(addressRefusal(host, problem)));
  }
  const { etag, lastModified } = request;
  const options: RequestOptions = {
    method: "GET",
    host,
    port: url.port === "" ? undefined : Number(url.port),
    path: `${url.pathname}${url.search}`,
    agent: false,
    lookup: guardedLookup(request.rules, true, request.resolveName ?? resolveOwnName),
    signal,
    headers: {
      host: url.host,
      accept: request.accept,
      "accept-encoding": "gzip",
      "user-agent": request.userAgent,
      ...(etag === null ? {} : { "if-none-match": etag }),
      ...(lastModified === null ? {} : { "if-modified-since": lastModified }),
    },
  };
  return new Promise((resolve, reject) => {
    const sent = (url.protocol === "https:" ? httpsRequest : httpRequest)(options, resolve);
    sent.on("error", reject);
    sent.on("close", () => reject(new Error("closed without an answer")));
    sent.end();
  });
}

/** Reads to the end or to the limit, whichever comes first. */
async function readLimited(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of stream) {
    const part = Buffer.from(chunk);
    bytes += part.length;
    if (bytes > FEED_LIMIT_BYTES) throw new TooLarge();
    chunks.push(part);
  }
  return Buffer.concat(chunks);
}

async function readBody(response: IncomingMessage): Promise<Buffer> {
  const encoding = response.headers["content-encoding"]?.trim().toLowerCase() ?? "identity";
  if (encoding === "identity" || encoding === "") return readLimited(response);
  if (encoding !== "gzip" && encoding !== "x-gzip") throw new Error(`${PACKED}${encoding}`);
  // What is packed is counted where it comes out: a small file can be anything.
  const unpacked = createGunzip();
  response.on("error", (error) => unpacked.destroy(error));
  return readLimited(response.pipe(unpacked));
}

function nextAddress(response: IncomingMessage, url: URL): URL | null {
  const { location } = response.headers;
  if (location === undefined || !URL.canParse(location, url)) return null;
  const next = new URL(location, url);
  const isPlain = next.username === "" && next.password === "";
  return ["http:", "https:"].includes(next.protocol) && isPlain ? next : null;
}

async function follow(request: FetchRequest, signal: AbortSignal): Promise<FetchOutcome> {
  let url = new URL(request.url);
  for (let hops = 0; hops <= MAX_REDIRECTS; hops += 1) {
    const response = await send(url, request, signal);
    const status = response.statusCode ?? 0;
    if (status >= 300 && status < 400 && status !== 304) {
      response.destroy();
      const next = nextAddress(response, url);
      if (next === null) return failed(faultText("ledNowhere", { status }));
      url = next;
      continue;
    }
    if (status !== 200) {
      response.destroy();
      if (status === 304) return { kind: "unchanged" };
      const retryAfter = response.headers["retry-after"] ?? null;
      const reason = status === 410 ? faultText("gone") : faultText("answered", { status });
      return failed(reason, status === 410, retryAfter);
    }
    const declared = Number(response.headers["content-length"] ?? 0);
    try {
      if (declared > FEED_LIMIT_BYTES) throw new TooLarge();
      const body = await readBody(response);
      return {
        kind: "answered",
        body,
        contentType: response.headers["content-type"] ?? "",
        etag: response.headers.etag ?? null,
        lastModified: response.headers["last-modified"] ?? null,
      };
    } finally {
      response.destroy();
    }
  }
  return failed(faultText("sentOn", { count: MAX_REDIRECTS }));
}

function explain(error: unknown): FetchOutcome {
  if (error instanceof RefusedAddress)
    return failed(faultText("notAsked", { reason: error.message }), true);
  if (error instanceof TooLarge) {
    return failed(faultText("tooLarge", { megabytes: FEED_LIMIT_BYTES / 1024 / 1024 }));
  }
  const code: unknown = error instanceof Error ? Reflect.get(error, "code") : undefined;
  const name = error instanceof Error ? error.name : "";
  if (error instanceof Error && error.message.startsWith(PACKED)) {
    const encoding = error.message.slice(PACKED.length);
    return failed(faultText("packed", { encoding }));
  }
  return failed(
    faultText("notAnswered", { reason: typeof code === "string" ? code : name || "unknown" }),
  );
}

export const fetchGuarded: FetchGuarded = async (request) => {
  const { timeLimitMs = FEED_TIME_LIMIT_MS } = request;
  const limit = AbortSignal.timeout(timeLimitMs);
  try {
    return await follow(request, limit);
  } catch (error) {
    // In the middle of an answer the end of time shows as a broken connection.
    if (limit.aborted) return failed(faultText("tooSlow", { seconds: timeLimitMs / 1_000 }));
    return explain(error);
  }
};
