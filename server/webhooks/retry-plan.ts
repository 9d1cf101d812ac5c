/** When to try again: the schedule of Standard Webhooks 1.0, pure. */
import { readRetryAfter } from "#server/domain/retry-after.ts";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "#server/domain/time.ts";
import type { PostOutcome } from "./guarded-post.ts";

/** Before each attempt, counted from the end of the one before; ten attempts in three days. */
export const RETRY_DELAYS_MS = [
  0,
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
] as const;

/** A delay is prolonged by up to this share, so that those who failed together do not come back together. */
const JITTER = 0.2;
/** How long an endpoint is left alone that says it has too much, and does not say for how long. */
const THROTTLE_MS = MINUTE_MS;
/** How long after no answer at all: its other notices would only wait for it in turn. */
const SILENCE_MS = 10 * SECOND_MS;

const GONE = 410;
const THROTTLES: readonly number[] = [429, 502, 504];

export type AfterAttempt =
  | { readonly kind: "sent" }
  /** It says that it will never take anything again. */
  | { readonly kind: "gone" }
  | {
      readonly kind: "retry";
      readonly afterMs: number;
      /** How long nothing at all is sent to this endpoint. */
      readonly holdMs: number;
    }
  /** That was the last one. */
  | { readonly kind: "exhausted" };

/**
 * What follows from an attempt.
 * @param input.attempt 1 for the first of this round
 * @param input.random 0 up to 1
 */
export function afterAttempt(input: {
  readonly attempt: number;
  readonly outcome: PostOutcome;
  readonly nowMs: number;
  readonly random: number;
}): AfterAttempt {
  const { attempt, outcome, nowMs, random } = input;
  const status = outcome.kind === "answered" ? outcome.status : null;
  if (status !== null && status >= 200 && status < 300) return { kind: "sent" };
  if (status === GONE) return { kind: "gone" };
  const delayMs = RETRY_DELAYS_MS[attempt];
  if (delayMs === undefined) return { kind: "exhausted" };
  const askedMs = outcome.kind === "answered" ? readRetryAfter(outcome.retryAfter, nowMs) : 0;
  const throttleMs = status !== null && THROTTLES.includes(status) ? THROTTLE_MS : 0;
  const silenceMs = outcome.kind === "unanswered" ? SILENCE_MS : 0;
  return {
    kind: "retry",
    // Never sooner than the schedule: who always answers "in a second" would use up ten attempts in ten seconds.
    afterMs: Math.max(Math.round(delayMs * (1 + JITTER * random)), askedMs),
    holdMs: Math.max(askedMs, throttleMs, silenceMs),
  };
}
