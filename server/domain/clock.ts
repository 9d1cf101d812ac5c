/**
 * What time it is. In reality the machine's clock; in an exercise (`npm run demo`) one that runs through a period of
 * the past, so and so many times as fast, and stands still at its end.
 *
 * Only what is told about crossings goes by this clock. Limits, timeouts and sessions go by the machine's.
 */
import { fromMs, type Instant, toMs } from "./time.ts";

/**
 * When a report of the record comes in during an exercise: `seen`: at the instant of which it tells, as from somebody
 * at the gate; `published`: when its pages were, which was days later.
 */
export const EXERCISE_ORDERS = ["seen", "published"] as const;
export type ExerciseOrder = (typeof EXERCISE_ORDERS)[number];

/** How an exercise's clock runs; also what a page is told, so that a browser ages by it (app/_client/world-clock.ts). */
export interface Exercise {
  readonly fromAt: Instant;
  readonly toAt: Instant;
  /** So many of its milliseconds pass in one of ours. */
  readonly speed: number;
  /** When it began, by the machine's clock, in milliseconds since 1970. */
  readonly startedMs: number;
}

export interface Clock {
  readonly nowMs: () => number;
  readonly now: () => Instant;
  /** How long, by the machine's clock, until this clock shows `at`; not negative. */
  readonly untilMs: (at: Instant) => number;
  /** Null in reality. */
  readonly exercise: Exercise | null;
}

/** @param machineMs the machine's clock, in milliseconds since 1970 */
export function realClock(machineMs: () => number): Clock {
  return {
    nowMs: machineMs,
    now: () => fromMs(machineMs()),
    untilMs: (at) => Math.max(0, toMs(at) - machineMs()),
    exercise: null,
  };
}

/** @param machineMs the machine's clock, in milliseconds since 1970 */
export function exerciseClock(exercise: Exercise, machineMs: () => number): Clock {
  const { fromAt, toAt, speed, startedMs } = exercise;
  const nowMs = () =>
    Math.min(toMs(toAt), Math.floor(toMs(fromAt) + (machineMs() - startedMs) * speed));
  return {
    nowMs,
    now: () => fromMs(nowMs()),
    untilMs: (at) => Math.max(0, (toMs(at) - nowMs()) / speed),
    exercise,
  };
}
