/**
 * Refusals as JSON: RFC 9457's `type`, `title`, `status`, `detail` and `instance`, and ours: `code`, `fields?`, `newestId?`, `requestId`, and
 * `message`, which is `detail` under the name that tRPC gives it. Media type `application/problem+json`.
 * Whoever answers a request by hand (the door, the REST face) refuses through here, so that all refusals look alike.
 */
import { type ServerResponse, STATUS_CODES } from "node:http";
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
    // The code tells more than a page about it could; RFC 9457, 4.2.1 asks for the status' own title then.
    type: "about:blank",
    title: STATUS_CODES[status] ?? "Error",
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
