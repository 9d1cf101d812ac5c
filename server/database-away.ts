/** A database that is away: stopped, restarting, unreachable or full. No bug, and no fault of who asked. */
import { DomainError } from "#server/domain/errors.ts";

/** How soon a database that went away is usually back, in seconds: a restart takes two or three. */
const RETRY_AFTER_SECONDS = 3;

/** Postgres: connection exceptions, too many connections, and a server that stops, crashed or starts. */
const SQL_STATES = /^(?:08...|53300|57P0[123])$/;
/** postgres.js' own and Node's. */
const CLIENT_CODES = new Set([
  "CONNECTION_CLOSED",
  "CONNECTION_DESTROYED",
  "CONNECTION_ENDED",
  "CONNECT_TIMEOUT",
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
]);

/** Whether it, or what caused it, says that the database is away, and not that something is wrong with one question. */
export function isConnectionError(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = "code" in error ? String(error.code) : "";
  return SQL_STATES.test(code) || CLIENT_CODES.has(code) || isConnectionError(error.cause);
}

/** The refusal for an error that only says that the database is away, null for any other. */
export function findDatabaseAway(error: unknown): DomainError | null {
  if (!isConnectionError(error)) return null;
  return new DomainError(
    "unavailable",
    "The database is away for a moment; send the same again in a few seconds.",
    { retryAfterSeconds: RETRY_AFTER_SECONDS },
  );
}
