/**
 * Refusals on their way out. A service throws `DomainError`; tRPC knows `TRPCError`; this is the one place that turns one
 * into the other. What is neither is a bug: its cause goes to the log, and people read one plain sentence with the id by
 * which the log can be searched.
 */
import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { findDatabaseAway } from "#server/database-away.ts";
import {
  DomainError,
  ERROR_CODES,
  type ErrorCode,
  type ErrorDetails,
} from "#server/domain/errors.ts";
import { invalidInput } from "#server/domain/parse-input.ts";
import { REVIEW_STATES } from "#server/domain/report.ts";

const TRPC_CODE = {
  invalid: "BAD_REQUEST",
  unauthenticated: "UNAUTHORIZED",
  forbidden: "FORBIDDEN",
  not_found: "NOT_FOUND",
  conflict: "CONFLICT",
  too_many: "TOO_MANY_REQUESTS",
  unavailable: "SERVICE_UNAVAILABLE",
} as const satisfies Record<ErrorCode, TRPCError["code"]>;

/** What tRPC itself refuses, in our words: it has codes of its own for what never reaches a procedure. */
const FROM_TRPC: Readonly<Partial<Record<TRPCError["code"], readonly [ErrorCode, string]>>> = {
  PARSE_ERROR: ["invalid", "The request is no JSON that can be read; check its body or its input."],
  BAD_REQUEST: ["invalid", "The request cannot be read; check its input."],
  NOT_FOUND: ["not_found", "There is no such procedure; see /api/v1/openapi.json for the API."],
  METHOD_NOT_SUPPORTED: ["invalid", "Use GET to read and POST to write."],
  PAYLOAD_TOO_LARGE: ["invalid", "The body is too large; send less at a time."],
  UNSUPPORTED_MEDIA_TYPE: ["invalid", "Send JSON with Content-Type: application/json."],
};

const Details = z.object({
  fields: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  retryAfterSeconds: z.number().optional(),
  newestId: z.string().optional(),
  heldBy: z.object({ name: z.string(), until: z.string() }).optional(),
  review: z.enum(REVIEW_STATES).optional(),
});

/** exactOptionalPropertyTypes: an absent detail is left out, not undefined. */
function readDetails(details: unknown): ErrorDetails {
  const parsed = Details.safeParse(details);
  if (!parsed.success) return {};
  const { fields, retryAfterSeconds, newestId, heldBy, review } = parsed.data;
  return {
    ...(fields === undefined ? {} : { fields }),
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
    ...(newestId === undefined ? {} : { newestId }),
    ...(heldBy === undefined ? {} : { heldBy }),
    ...(review === undefined ? {} : { review }),
  };
}

/**
 * A `DomainError` by its shape: Next bundles its own copy of the class, so `instanceof` fails between pages and the rest
 * of the process.
 */
function asDomainError(error: unknown): DomainError | null {
  if (error instanceof DomainError) return error;
  if (!(error instanceof Error) || error.name !== "DomainError" || !("code" in error)) return null;
  const code = ERROR_CODES.find((known) => known === error.code);
  if (code === undefined) return null;
  return new DomainError(code, error.message, readDetails("details" in error && error.details));
}

/**
 * The refusal in whatever a caller of the API caught, null when it was none (a bug, already logged).
 * Server components use it to tell a missing crossing from a failure.
 */
export function findRefusal(error: unknown): DomainError | null {
  const own = asDomainError(error) ?? findDatabaseAway(error);
  if (own !== null) return own;
  if (!(error instanceof Error) || error.name !== "TRPCError") return null;
  if (error.cause instanceof z.ZodError) return invalidInput(error.cause);
  const caused = asDomainError(error.cause) ?? findDatabaseAway(error.cause);
  if (caused !== null) return caused;
  const known = Object.entries(FROM_TRPC).find(([code]) => "code" in error && code === error.code);
  return known === undefined ? null : new DomainError(known[1][0], known[1][1]);
}

/** For a bug. 500 by its tRPC code; the sentence is all that people see. */
export function bugError(requestId: string): TRPCError {
  return new TRPCError({
    code: "INTERNAL_SERVER_ERROR",
    message: `Gatewatch failed at this; try again, and give the request id ${requestId} if you report it.`,
  });
}

export function toTrpcError(refusal: DomainError): TRPCError {
  return new TRPCError({
    code: TRPC_CODE[refusal.code],
    message: refusal.message,
    cause: refusal,
  });
}
