import type { z } from "zod";

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

/** One thing wrong with one field. `path` is dotted (`claims.0.low`), empty for the whole body. */
export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

export interface ErrorDetails {
  readonly fields?: readonly FieldProblem[];
  readonly retryAfterSeconds?: number;
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

/** The refusal for input that does not fit its schema, naming each field. */
export function invalidInput(error: z.ZodError): DomainError {
  const fields = error.issues.map((issue) => ({
    path: issue.path.map(String).join("."),
    message: issue.message,
  }));
  const first = fields[0];
  const where = first === undefined || first.path === "" ? "" : `${first.path}: `;
  return new DomainError("invalid", `${where}${first?.message ?? "does not fit"}`, { fields });
}

/** Parses what came from outside, or throws `DomainError("invalid")` naming each field. */
export function parseInput<T extends z.ZodType>(schema: T, input: unknown): z.output<T> {
  const parsed = schema.safeParse(input);
  if (!parsed.success) throw invalidInput(parsed.error);
  return parsed.data;
}
