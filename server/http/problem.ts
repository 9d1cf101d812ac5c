/**
 * Refusals as JSON: RFC 9457's `type`, `title`, `status`, `detail` and `instance`, and ours: `code`, `fields?`, `newestId?`, `requestId`, and
 * `message`, which is `detail` under the name that tRPC gives it. Media type `application/problem+json`.
 * Whoever answers a request by hand (the door, the REST face) refuses through here, so that all refusals look alike.
 */
import type { ServerResponse } from "node:http";
import { DomainError, type ErrorCode, type ErrorDetails } from "#server/domain/errors.ts";

/** HTTP status of each code (RFC 9110, 15.5). */
export const HTTP_STATUS: Readonly<Record<ErrorCode, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_many: 429,
  unavailable: 503,
};

/** The page on which each code has a section; it lies on this server, and the anchors are part of the contract. */
const PROBLEMS_PATH = "/api/v1/docs";

/** The anchor of a code's section. */
export const problemAnchor = (code: ErrorCode): string => `problem-${code}`;

/** What kind of problem it is, as one reference (RFC 9457, 3.1.1): relative to the server that refuses. */
export const problemType = (code: ErrorCode): string => `${PROBLEMS_PATH}#${problemAnchor(code)}`;

/** What each kind is called, the same each time it comes (RFC 9457, 3.1.3). */
export const PROBLEM_TITLES: Readonly<Record<ErrorCode, string>> = {
  invalid: "The request is not as it must be",
  unauthenticated: "Who asks is not known",
  forbidden: "Not allowed",
  not_found: "There is no such thing",
  conflict: "It does not agree with what came before",
  too_many: "Too many",
  unavailable: "Not just now",
};

/** A refusal with a status of its own: 413 and 415 are `invalid`, and clients tell them apart by status. */
export class HttpRefusal extends DomainError {
  readonly status: number;

  constructor(status: number, code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(code, message, details);
    this.name = "HttpRefusal";
    this.status = status;
  }
}

export function problemStatus(error: DomainError): number {
  return error instanceof HttpRefusal ? error.status : HTTP_STATUS[error.code];
}

/** The body of a refusal, for those who send it another way. */
export function problemBody(error: DomainError, requestId: string) {
  const { fields, retryAfterSeconds, newestId } = error.details;
  const status = problemStatus(error);
  return {
    type: problemType(error.code),
    title: PROBLEM_TITLES[error.code],
    status,
    detail: error.message,
    // Names this one refusal, as the log does; there is nothing to fetch by it.
    instance: `urn:gatewatch:request:${requestId}`,
    code: error.code,
    message: error.message,
    ...(fields === undefined ? {} : { fields }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(newestId === undefined ? {} : { newestId }),
    requestId,
  };
}

/** Answers with a refusal. Does nothing but end the response when its head has already gone out. */
export function sendProblem(res: ServerResponse, error: DomainError, requestId: string): void {
  if (res.headersSent) {
    res.end();
    return;
  }
  const body = Buffer.from(`${JSON.stringify(problemBody(error, requestId))}\n`);
  const { retryAfterSeconds } = error.details;
  if (retryAfterSeconds !== undefined) res.setHeader("Retry-After", Math.ceil(retryAfterSeconds));
  // The rest of a body that is too large is still under way; nothing else can come on this connection.
  if (problemStatus(error) === 413) res.setHeader("Connection", "close");
  if (error.code === "unauthenticated") res.setHeader("WWW-Authenticate", "Bearer");
  // Next hands the caller of a server action nothing of a refusal but what is called plain text, to the letter.
  const isAction = res.req.headers["next-action"] !== undefined;
  res.writeHead(problemStatus(error), {
    "Content-Type": isAction ? "text/plain" : "application/problem+json; charset=utf-8",
    "Content-Length": body.length,
    "Cache-Control": "no-store",
  });
  res.end(body);
}

/** Answers for a bug: one plain sentence and the request id; the cause belongs in the log, not here. */
export function sendBug(res: ServerResponse, requestId: string): void {
  const sentence = "Gatewatch failed at this; try again, and give the request id if you report it.";
  sendProblem(res, new HttpRefusal(500, "unavailable", sentence), requestId);
}
