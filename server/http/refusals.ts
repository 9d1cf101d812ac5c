/** What the door refuses before anybody looks at a request: each refusal says what to do instead. */
import type { IncomingMessage, ServerResponse } from "node:http";
import { DomainError } from "#server/domain/errors.ts";
import {
  BODY_LIMIT_BYTES,
  declaredLength,
  hasFormType,
  hasJsonType,
  isEncoded,
  tooLarge,
  wrongEncoding,
  wrongType,
} from "./body.ts";
import type { RouteClass } from "./cache-rules.ts";
import { hasOctets, matchPhotoPath } from "./photo-paths.ts";
import { HttpRefusal } from "./problem.ts";
import { type HostRule, isOwnHost, isSameOrigin } from "./request.ts";
import type { TokenBuckets } from "./token-bucket.ts";

/** SMS gateways send forms. */
const SMS_PATH = "/api/v1/sms";

const READS = new Set(["GET", "HEAD"]);
const METHODS = new Set([...READS, "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

export const isRead = (req: IncomingMessage): boolean => READS.has(req.method ?? "");

/** The URL of a request in origin form; anything else is for a proxy, or an attempt to look like another host. */
export function requestUrl(req: IncomingMessage): URL {
  const target = req.url ?? "";
  if (target.startsWith("/") && !target.startsWith("//")) {
    const url = URL.parse(target, "http://door");
    if (url !== null && isDecodable(url.pathname)) return url;
  }
  throw new DomainError(
    "invalid",
    "The address of this request cannot be read; write /path?query.",
  );
}

/** `%E0%A4` is half a letter; whoever routes by it further in would fail on it. */
function isDecodable(pathname: string): boolean {
  if (!pathname.includes("%")) return true;
  try {
    decodeURIComponent(pathname);
    return true;
  } catch {
    return false;
  }
}

/** What only has something to read is asked with GET; pages take forms by POST, the API knows its own methods. */
const METHODS_OF: Readonly<Partial<Record<RouteClass, ReadonlySet<string>>>> = {
  health: READS,
  live: READS,
  static: READS,
  page: new Set([...READS, "POST"]),
};

export function refuseMethod(req: IncomingMessage, res: ServerResponse, route?: RouteClass): void {
  const allowed = (route && METHODS_OF[route]) ?? METHODS;
  if (allowed.has(req.method ?? "")) return;
  const named = [...allowed].join(", ");
  res.setHeader("Allow", named);
  throw new HttpRefusal(405, "invalid", `${req.method} is not answered here; use ${named}.`);
}

export function refuseHost(req: IncomingMessage, rule: HostRule): void {
  if (isOwnHost(req.headers.host, rule)) return;
  const where = rule.publicUrl ?? "localhost";
  const message = `This server does not answer for "${String(req.headers.host).slice(0, 80)}"; ask ${where}, or set PUBLIC_URL.`;
  throw new HttpRefusal(421, "invalid", message);
}

/** Writes: from our own pages or with a key, of a size and type that somebody will read. */
export function refuseWrite(
  req: IncomingMessage,
  route: RouteClass,
  publicUrl: string | null,
): void {
  const hasKey = req.headers.authorization !== undefined;
  if (!hasKey && !isSameOrigin(req, publicUrl)) {
    const message =
      "This was sent from another site's page; send it from Gatewatch, or with a key.";
    throw new DomainError("forbidden", message);
  }
  if (declaredLength(req) > BODY_LIMIT_BYTES) throw tooLarge(BODY_LIMIT_BYTES);
  const hasBody = declaredLength(req) > 0 || req.headers["transfer-encoding"] !== undefined;
  if (hasBody && isEncoded(req)) throw wrongEncoding(req);
  const isPiece = hasOctets(req) && matchPhotoPath(requestUrl(req).pathname) !== null;
  const isSms = hasFormType(req) && requestUrl(req).pathname === SMS_PATH;
  const isOther = !(hasJsonType(req) || isPiece || isSms);
  if (hasBody && (route === "api" || route === "trpc") && isOther) {
    throw wrongType(req);
  }
}

/**
 * Takes a token, or refuses with the time to come back.
 * @param what of which there are too many, and whose: "requests from this address"
 */
export function refuseTooMany(buckets: TokenBuckets, key: string, what: string): void {
  const waitSeconds = buckets.take(key);
  if (waitSeconds === 0) return;
  const retryAfterSeconds = Math.ceil(waitSeconds);
  const message = `Too many ${what}; try again in ${retryAfterSeconds} s.`;
  throw new DomainError("too_many", message, { retryAfterSeconds });
}

const SIGN_IN =
  /^\/(?:api\/auth\/(?:callback|signin)|(?:[a-z-]+\/)?(?:sign-in|setup|welcome)(?:\/|$))/i;

export function isSignIn(pathname: string): boolean {
  return SIGN_IN.test(pathname);
}
