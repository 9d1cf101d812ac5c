/**
 * POST to an address that a stranger chose. It must hold that
 * - the address checked is the address connected to: the check is the connection's own `lookup`, once, and nothing is kept
 *   alive for later, so a name that answers otherwise the next time (DNS rebinding) gains nothing;
 * - no redirect is followed: 3xx is a failure like 404;
 * - it ends: ten seconds for all of it, 64 KB of the answer.
 * It never throws: whatever goes wrong is an outcome.
 */
import { request as httpRequest, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { faultText } from "#server/domain/fault.ts";
import type { AddressRules } from "./address-rules.ts";
import { guardedLookup, RefusedAddress, type ResolveName } from "./guarded-lookup.ts";
import { resolveByDns } from "./resolve-name.ts";
import { addressRefusal, literalAddress, portOf } from "./webhook-url.ts";

export const TIME_LIMIT_MS = 10_000;
export const ANSWER_LIMIT_BYTES = 64 * 1_024;

export interface PostRequest {
  readonly url: string;
  readonly body: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly rules: AddressRules;
  readonly resolveName?: ResolveName;
  /** Milliseconds; for who must be sure that it holds. */
  readonly timeLimitMs?: number;
}

export type PostOutcome =
  | {
      readonly kind: "answered";
      readonly status: number;
      /** As it stood in the answer; null: it did not. */
      readonly retryAfter: string | null;
      /** At most `ANSWER_LIMIT_BYTES` of it. */
      readonly answer: string;
    }
  /** The address may not be reached; nothing was sent. */
  | { readonly kind: "refused"; readonly reason: string }
  /** No answer, or not all of it in time. */
  | { readonly kind: "unanswered"; readonly reason: string };

const codeOf = (error: unknown): string => {
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  if (!(error instanceof Error)) return "unknown";
  const code: unknown = Reflect.get(error, "code");
  return typeof code === "string" ? code : error.name;
};

/** Sends `body` once. */
export async function guardedPost(post: PostRequest): Promise<PostOutcome> {
  const { rules, resolveName = resolveByDns, timeLimitMs = TIME_LIMIT_MS } = post;
  const url = new URL(post.url);
  const isEncrypted = url.protocol === "https:";
  // Node looks nothing up when the host is an address already.
  const literal = literalAddress(url);
  const problem = literal === null ? null : rules.problem(literal, isEncrypted);
  if (literal !== null && problem !== null) {
    return { kind: "refused", reason: addressRefusal(literal, problem) };
  }
  const options: RequestOptions = {
    method: "POST",
    host: literal ?? url.hostname,
    port: portOf(url),
    path: `${url.pathname}${url.search}`,
    // A connection of its own, closed after it.
    agent: false,
    lookup: guardedLookup(rules, isEncrypted, resolveName),
    signal: AbortSignal.timeout(timeLimitMs),
    headers: {
      ...post.headers,
      host: url.host,
      "content-type": "application/json",
      "content-length": Buffer.byteLength(post.body),
      "accept-encoding": "identity",
    },
  };
  try {
    return await send(isEncrypted, options, post.body);
  } catch (error) {
    if (error instanceof RefusedAddress) return { kind: "refused", reason: error.message };
    const code = codeOf(error);
    if (code === "ABORT_ERR" || code === "TimeoutError") {
      return {
        kind: "unanswered",
        reason: faultText("tooSlow", { seconds: timeLimitMs / 1_000 }),
      };
    }
    return { kind: "unanswered", reason: code };
  }
}

function send(isEncrypted: boolean, options: RequestOptions, body: string): Promise<PostOutcome> {
  return new Promise((resolve, reject) => {
    const request = (isEncrypted ? httpsRequest : httpRequest)(options, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      const settle = () => {
        const retryAfter = response.headers["retry-after"] ?? null;
        const answer = Buffer.concat(chunks).subarray(0, ANSWER_LIMIT_BYTES).toString("utf8");
        resolve({ kind: "answered", status: response.statusCode ?? 0, retryAfter, answer });
      };
      response.on("data", (chunk: Buffer) => {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes < ANSWER_LIMIT_BYTES) return;
        settle();
        request.destroy();
      });
      response.on("end", settle);
      response.on("error", reject);
    });
    request.on("error", reject);
    // Also after an upgrade that nobody asked for, which brings neither answer nor error.
    request.on("close", () => reject(new Error("closed without an answer")));
    request.end(body);
  });
}
