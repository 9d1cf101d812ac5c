/**
 * The perishable clock: how long a load keeps, set against how long its gate has been closed. The hours are the
 * dispatcher's own and stay in their browser.
 */
import { HOUR_MS, type Instant, msBetween, type TimeBound } from "./time.ts";

/** A hundred days: longer than that nothing is a race. */
export const MAX_KEEPING_HOURS = 2_400;

export interface PerishableLeft {
  /** Closed for so many hours, as well as its beginning is known. */
  readonly closedLowHours: number;
  readonly closedHighHours: number;
  /** Hours that are left to a load that has waited since the gate closed; below 0: it is past. */
  readonly leftLowHours: number;
  readonly leftHighHours: number;
}

/** Hours typed by a person, Arabic and Persian digits too; null: no such number. */
export function readKeepingHours(text: string): number | null {
  const plain = text
    .trim()
    .replace(/[\u0660-\u0669]/g, (digit) => String(digit.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) - 0x06f0))
    .replace(/[,\u066b]/, ".");
  if (!/^\d{1,4}(\.\d)?$/.test(plain)) return null;
  const hours = Number(plain);
  return hours > 0 && hours <= MAX_KEEPING_HOURS ? hours : null;
}

/**
 * @param since when the lane closed
 * @example keeps 72 hours, closed 31 hours ago: 41 are left
 */
export function perishableLeft(
  keepingHours: number,
  since: TimeBound,
  at: Instant,
): PerishableLeft {
  const hoursFrom = (from: Instant) => Math.max(0, msBetween(from, at) / HOUR_MS);
  const closedLowHours = hoursFrom(since.latestAt);
  const closedHighHours = hoursFrom(since.earliestAt);
  return {
    closedLowHours,
    closedHighHours,
    leftLowHours: keepingHours - closedHighHours,
    leftHighHours: keepingHours - closedLowHours,
  };
}
