/**
 * What a device knew of the time when it made a report, and when the report then was. All instants as the device or the
 * server wrote them.
 *
 * A phone that was offline drifts, or was set by hand: its own reading orders nothing. What counts is how far its clock
 * was from ours, and the reading is kept beside the corrected time.
 */
import { addMs, type Instant, MINUTE_MS, msBetween } from "./time.ts";

export interface DeviceClock {
  /** `observedAt` as the device's own clock had it. */
  readonly deviceAt: Instant;
  /** How far the device's clock was ahead of the server's at their last contact, milliseconds; null: no contact yet. */
  readonly skewMs: number | null;
  /** Half the round trip of that contact, milliseconds: how far off `skewMs` may be. */
  readonly uncertaintyMs: number | null;
}

/** What a device sends of its clock: one of `sentAt` and `skewMs`, or both. */
export interface DeviceTime {
  /** The device's clock when this was sent. */
  readonly sentAt?: Instant | null | undefined;
  /** Its skew as it knew it when the report was made. */
  readonly skewMs?: number | null | undefined;
  readonly uncertaintyMs?: number | null | undefined;
}

/** A clock that is off by less is believed: people write down what they saw within minutes. */
export const TOLERATED_SKEW_MS = 2 * MINUTE_MS;

export interface ObservedTime {
  /** When it was seen, by our clock. */
  readonly observedAt: Instant;
  readonly clock: DeviceClock;
}

/** Whether the time of a report was moved because the device's clock was off. */
export function isCorrected({ skewMs }: Pick<DeviceClock, "skewMs">): boolean {
  return skewMs !== null && Math.abs(skewMs) > TOLERATED_SKEW_MS;
}

/**
 * Whether the device's own reading lay in the future when the report came: to be shown, not refused, as long as the
 * clock explains it.
 */
export function wasAhead(clock: DeviceClock, receivedAt: Instant): boolean {
  return isCorrected(clock) && clock.deviceAt > receivedAt;
}

/**
 * When a report was observed, by our clock: the device's reading less its skew when that is over `TOLERATED_SKEW_MS`.
 * @param deviceAt what the device's clock showed
 * @param device without `skewMs` the skew is `sentAt` less `now`, which holds the time on the way too
 * @param now server time on arrival
 * @example a phone a day ahead: deviceAt 13 Oct 12:00, sentAt 13 Oct 12:01, now 12 Oct 12:01 gives 12 Oct 12:00
 */
export function correctObservedAt(
  deviceAt: Instant,
  device: DeviceTime,
  now: Instant,
): ObservedTime {
  const skewMs = Math.round(device.skewMs ?? msBetween(now, device.sentAt ?? now));
  const clock = { deviceAt, skewMs, uncertaintyMs: device.uncertaintyMs ?? null };
  if (!isCorrected(clock)) return { observedAt: deviceAt, clock };
  const corrected = addMs(deviceAt, -skewMs);
  // Nothing is seen after it has arrived; what little is left over is how far off the skew itself may be.
  const isJustAhead = corrected > now && msBetween(now, corrected) <= TOLERATED_SKEW_MS;
  return { observedAt: isJustAhead ? now : corrected, clock };
}
