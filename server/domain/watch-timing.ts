/**
 * When a watch tells: at once, or in a digest at an hour of its owner's clock; not in quiet hours, but for what is
 * bad enough; and how often at most. Hours are those on the wall in the owner's zone, whatever summer time does.
 */
import { z } from "zod";
import type { FieldProblem } from "./errors.ts";
import { faultText } from "./fault.ts";
import { addMs, HOUR_MS, type Instant } from "./time.ts";
import { wallInstant, wallTime } from "./wall-time.ts";

const Hour = z.number().int().min(0).max(23);
const MAX_GATHER_MINUTES = 60;
const MAX_DAMP_MINUTES = 360;
const MAX_CAP = 60;

export const WatchTiming = z.strictObject({
  /** The hour at which what has come since the last one is told together; null: at once. */
  digestHour: Hour.nullable(),
  /** From one hour to another of the day, over midnight too; null: none. */
  quiet: z
    .strictObject({
      fromHour: Hour,
      toHour: Hour,
      /** At a crossing with this alert level or a higher one, quiet hours do not count; null: they always do. */
      breakThroughLevel: z.number().int().min(0).max(4).nullable(),
    })
    .nullable(),
  /** What happens within so many minutes is one message: one cause shuts several gates. */
  gatherMinutes: z.number().int().min(0).max(MAX_GATHER_MINUTES),
  /** The same thing is told again after so many minutes at the earliest, and then as it has become. */
  dampMinutes: z.number().int().min(0).max(MAX_DAMP_MINUTES),
  /** Messages in any 60 minutes, at most. */
  capPerHour: z.number().int().min(1, "is at least 1").max(MAX_CAP, `is at most ${MAX_CAP}`),
});
export type WatchTiming = z.output<typeof WatchTiming>;

/** Told at once, with a pause that keeps a flapping gate from waking anybody twice. */
export const USUAL_TIMING: WatchTiming = {
  digestHour: null,
  quiet: null,
  gatherMinutes: 5,
  dampMinutes: 30,
  capPerHour: 6,
};

type Quiet = NonNullable<WatchTiming["quiet"]>;

function isQuietHour({ fromHour, toHour }: Quiet, hour: number): boolean {
  return fromHour < toHour ? hour >= fromHour && hour < toHour : hour >= fromHour || hour < toHour;
}

/** The next instant, `at` included, at which a clock in `zone` strikes `hour`. */
export function nextHourAt(at: Instant, hour: number, zone: string): Instant {
  const { day } = wallTime(at, zone);
  for (const ahead of [0, 1]) {
    const struck = wallInstant({ day: day + ahead, ofDayMs: hour * HOUR_MS }, zone);
    if (struck >= at) return struck;
  }
  return wallInstant({ day: day + 2, ofDayMs: hour * HOUR_MS }, zone);
}

/** `at`, or the end of the quiet hours in which it lies. */
export function afterQuiet(at: Instant, quiet: Quiet | null, zone: string): Instant {
  if (quiet === null) return at;
  const hour = Math.floor(wallTime(at, zone).ofDayMs / HOUR_MS);
  return isQuietHour(quiet, hour) ? nextHourAt(addMs(at, 1), quiet.toHour, zone) : at;
}

const problem = (path: string, message: string): FieldProblem => ({
  path: `timing.${path}`,
  message,
});

/** What in a timing contradicts itself. */
export function findTimingMisfits({ digestHour, quiet }: WatchTiming): FieldProblem[] {
  if (quiet === null) return [];
  if (quiet.fromHour === quiet.toHour) {
    return [problem("quiet.toHour", faultText("quietAllDay"))];
  }
  if (quiet.breakThroughLevel === 0) {
    return [problem("quiet.breakThroughLevel", faultText("quietNever"))];
  }
  if (digestHour !== null && isQuietHour(quiet, digestHour)) {
    return [problem("digestHour", faultText("digestInQuiet"))];
  }
  return [];
}
