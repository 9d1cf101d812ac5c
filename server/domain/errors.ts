import type { ReviewState } from "./report.ts";
import type { Instant } from "./time.ts";

/** Every reason for which Gatewatch refuses something. Closed list: a new code is a new contract. */
export const ERROR_CODES = [
  "invalid",
  "unauthenticated",
  "forbidden",
  "not_found",
  "conflict",
  "too_many",
  "unavailable",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** Characters of what was given that a refusal repeats: it may be a whole file. */
export const MAX_SHOWN_CHARS = 500;

/** One thing wrong with one field. `path` is dotted (`claims.0.low`), empty for the whole body. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

export interface ErrorDetails {
  readonly fields?: readonly FieldProblem[];
  readonly retryAfterSeconds?: number;
  /** Of a conflict between versions: the newest report of the line; `fields` then tell what differs from it. */
  readonly newestId?: string;
  /** Of a conflict at the desk: who works on the report, and until when nobody else decides on it. */
  readonly heldBy?: { readonly name: string; readonly until: Instant };
  /** Of a conflict at the desk: how the report stands, which was decided before. */
  readonly review?: ReviewState;
}

/**
 * A refusal: something outside is not as it must be. Anything else that is thrown is a bug.
 * `message` names the thing and the way out, in English; pages translate by `code`.
 */
export class DomainError extends Error {
  readonly code: ErrorCode;
  readonly details: ErrorDetails;

  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message);
    this.name = "DomainError";
    this.code = code;
    this.details = details;
  }
}
