import { DomainError } from "#server/domain/errors.ts";

/** How soon a database that went away is usually back, in seconds: a restart takes two or three. */
const RETRY_AFTER_SECONDS = 3;

/**
 * postgres.js' own codes for a lost connection, the system's, and Postgres' for starting and stopping
 * (https://www.postgresql.org/docs/current/errcodes-appendix.html).
 */
const AWAY =
  /^(?:CONNECTION_(?:ENDED|CLOSED|DESTROYED)|CONNECT_TIMEOUT|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|08\d{3}|57P0[123]|53300)$/;

/** The refusal for an error that only says that the database is away, null for any other. */
export function findDatabaseAway(error: unknown): DomainError | null {
  let cause = error;
  for (let depth = 0; depth < 5 && cause instanceof Error; depth += 1) {
    if ("code" in cause && typeof cause.code === "string" && AWAY.test(cause.code)) {
      return new DomainError(
        "unavailable",
        "The database is away for a moment; send the same again in a few seconds.",
        { retryAfterSeconds: RETRY_AFTER_SECONDS },
      );
    }
    cause = cause.cause;
  }
  return null;
}
